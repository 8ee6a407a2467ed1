package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ITVerify {
    @TempDir
    Path folder;

    private String topic;
    private Lake lake;

    @BeforeEach
    void aLandedTopic(TestInfo test) {
        topic = test.getTestMethod().orElseThrow().getName();
        Kafka.create(topic, 1);
        lake = Lake.in(folder, topic);
        for (int run = 0; run < 3; run++) {
            Kafka.send(topic, 0, "{\"id\":\"" + run + "\",\"at\":\"2026-01-01T0" + run + ":00:00Z\"}", "{\"a\":");
            lake.land(topic, "--compression", run == 0 ? "none" : run == 1 ? "gzip" : "zstd");
        }
    }

    @Test
    void soundLandingHasNoFaults() {
        Lake.Outcome verified = lake.run("verify", topic);

        assertThat(verified.exitCode()).isEqualTo(ExitCode.OK.code());
        assertThat(verified.out())
                .contains("\"runs\":3")
                .contains("\"landed\":3,\"rejected\":3")
                .contains("{\"partition\":0,\"landedUntil\":6,\"logEnd\":6,\"lag\":0}");
    }

    @Test
    void aSchemaTellsTheTopicAsForLand() {
        String schemas = lake.schemas().toString();
        String landing = lake.root().toString();

        Lake.Outcome verified = Lake.execute(
                "verify", "--schema", "happenings", "--schemas", schemas, "--landing", landing, "--offline");

        assertThat(verified.out()).contains("\"topic\":\"" + topic + "\"").contains("\"runs\":3");
        assertThat(Lake.execute("verify", "--landing", landing, "--offline").err())
                .startsWith("Cannot verify nothing: neither --topic nor --schema is given");
    }

    @Test
    void aCorruptedFileIsNamed() throws IOException {
        Path file = lake.files("r000001-p000-o000000000000").get(0);
        Files.writeString(file, Files.readString(file).replace("\"0\"", "\"9\""));

        assertFault("corrupted: dt=2026-01-01/" + file.getFileName() + " has another checksum than its commit says");
    }

    @Test
    void aCutFileIsNamed() throws IOException {
        Path file = lake.files("r000001-p000-o000000000000").get(0);
        Files.writeString(file, "{");

        assertFault("corrupted: dt=2026-01-01/" + file.getFileName() + " has 1 bytes, its commit says");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path file = lake.files("rejected/r000002-p000").get(0);
        Files.delete(file);

        assertThat(file.toString()).endsWith(".jsonl.gz");
        assertFault("missing: rejected/" + file.getFileName());
    }

    @Test
    void aFileThatRetentionTookIsNoFaultButADamagedOneIs() throws IOException {
        Path file = lake.files("r000002-p000-o000000000002").get(0);
        Files.delete(file);

        assertThat(lake.run("verify", topic, "--offline", "--since", "2026-01-02")
                        .exitCode())
                .isEqualTo(ExitCode.OK.code());
        assertFault("missing: dt=2026-01-01/r000002-p000", "--since", "2026-01-01");

        Files.writeString(lake.files("r000001-p000-o000000000000").get(0), "{");
        assertFault("corrupted: dt=2026-01-01/r000001-p000", "--since", "2026-01-02");
    }

    @Test
    void anExtraFileIsNamed() throws IOException {
        Path file = lake.files("dt=").get(0);
        Files.copy(file, file.resolveSibling("r000002-p000-o000000000099.jsonl"));

        assertFault("extra: dt=2026-01-01/r000002-p000-o000000000099.jsonl");
    }

    @Test
    void aMissingRunIsAGap() throws IOException {
        Files.delete(lake.files("plan-000002").get(0));

        assertFault("missing: _ledger/plan-000002.json");
        assertFault("run 3, partition 0: gap: offsets [2, 4) are in no run");
    }

    @Test
    void offsetsInTwoRunsAreNamed() throws IOException {
        Path plan = lake.files("plan-000003").get(0);
        Files.writeString(plan, Files.readString(plan).replace("\"start\" : 4", "\"start\" : 3"));

        assertFault("run 3, partition 0: overlap: offsets [3, 4) are in two runs");
    }

    @Test
    void aCommitThatDoesNotBalanceIsNamed() throws IOException {
        Path commit = lake.files("commit-000002").get(0);
        Files.writeString(commit, Files.readString(commit).replaceFirst("\"landed\" : 1", "\"landed\" : 2"));

        assertFault("run 2 does not balance: read 2, in files 1, rejected 1, tombstones 0");
    }

    @Test
    void anOpenPlanIsNamedAndNoFault() throws IOException {
        Files.delete(lake.files("commit-000003").get(0));

        Lake.Outcome verified = lake.run("verify", topic, "--offline");

        assertThat(verified.out()).contains("\"open\":[3]").contains("\"faults\":[]");
    }

    @Test
    void oneWindowIsExtractedAsItWasSent() throws IOException {
        assertThat(window("2026-01-01T01:00:00Z", "2026-01-01T03:00:00Z")).hasContent("""
                        {"id":"1","at":"2026-01-01T01:00:00Z"}
                        {"id":"2","at":"2026-01-01T02:00:00Z"}""");
    }

    @Test
    void aWindowHasItsStartAndNotItsEndAndCoordinatesIfAskedFor() {
        assertThat(window("2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z", "--with-coordinates"))
                .hasContent(
                        "{\"_kafka\":{\"p\":0,\"o\":2,\"ts\":1767225600000},\"id\":\"1\",\"at\":\"2026-01-01T01:00:00Z\"}");
    }

    @Test
    void withoutAFileTheWindowGoesToStandardOutput() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), IngestProgram.class.getName()));
        command.addAll(
                List.of("extract", "--topic", topic, "--landing", lake.root().toString()));
        command.addAll(List.of("--from", "2026-01-01T01:00:00Z", "--to", "2026-01-02T00:00:00Z"));

        Process process = new ProcessBuilder(command).start();

        try (BufferedReader out = process.inputReader(UTF_8)) {
            assertThat(out.lines())
                    .containsExactly(
                            "{\"id\":\"1\",\"at\":\"2026-01-01T01:00:00Z\"}",
                            "{\"id\":\"2\",\"at\":\"2026-01-01T02:00:00Z\"}");
        }
        assertThat(process.waitFor()).isZero();
    }

    /** The file that the window is extracted to. */
    private Path window(String from, String to, String... more) {
        Path output = folder.resolve("window.jsonl");
        Stream<String> flags = Stream.of("--from", from, "--to", to, "--output", output.toString());
        lake.run("extract", topic, Stream.concat(flags, Stream.of(more)).toArray(String[]::new));
        return output;
    }

    private void assertFault(String fault, String... more) {
        String[] flags = Stream.concat(Stream.of("--offline"), Stream.of(more)).toArray(String[]::new);
        Lake.Outcome verified = lake.run("verify", topic, flags);
        assertThat(verified.exitCode()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(verified.err()).contains(fault);
        assertThat(verified.out())
                .hasLineCount(1)
                .startsWith("{\"error\":{\"exitCode\":50,\"message\":\"Cannot vouch for the landing of " + topic + ": ")
                .contains("\"expected\":\"0 faults\"")
                .contains("\"done\":{\"topic\":\"" + topic + "\",\"runs\":");
    }
}
