package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import dev.streamflow.landing.ledger.DeletedFiles;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.Retention;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
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
    void whatRetentionHasDeletedIsNoFaultAndWhatIsLostBesideItIs() throws IOException {
        retention(1, new DeletedFiles(LocalDate.parse("2026-01-01"), List.of(1, 2), 2, 2, bytes("dt=", 1, 2), 0), null);
        Files.delete(lake.files("r000001-p000-o000000000000").get(0));

        Lake.Outcome half = lake.run("verify", topic, "--offline");
        assertThat(half.exitCode()).as(half.err()).isEqualTo(ExitCode.OK.code());
        assertThat(half.out())
                .contains("\"files\":4,")
                .contains("\"retention\":{\"entries\":1,\"dates\":1,\"files\":2,\"records\":2,")
                .contains("\"left\":1}");
        Files.writeString(lake.files("r000002-p000-o000000000002").get(0), "{");
        assertThat(lake.run("verify", topic, "--offline").exitCode())
                .as("a file that is only still there")
                .isEqualTo(ExitCode.OK.code());

        Files.delete(lake.files("r000003-p000-o000000000004").get(0));
        assertFault("missing: dt=2026-01-01/r000003-p000");
        retention(2, null, new DeletedFiles(null, List.of(2), 1, 1, bytes("rejected", 2), 0));
        Files.delete(lake.files("rejected/r000002-p000").get(0));
        Files.delete(lake.files("rejected/r000001-p000").get(0));
        assertFault("missing: rejected/r000001-p000");
        assertThat(lake.run("verify", topic, "--offline").err()).doesNotContain("rejected/r000002-p000");
    }

    @Test
    void anEntryOfRetentionThatIsMissingOrSaysTheWrongThingIsNamed() throws IOException {
        retention(1, new DeletedFiles(LocalDate.parse("2026-01-01"), List.of(1, 2), 3, 3, 9, 0), null);
        assertFault("retention 1 deletes 3 files of 2026-01-01 with 3 records, the commits of its runs have 2");

        Path first = lake.files("retention-000001.json").get(0);
        Files.copy(first, first.resolveSibling("retention-000002.json"));
        assertThat(lake.run("verify", topic, "--offline").err()).contains("it is about retention 1 of " + topic);
        Files.delete(first);
        assertThat(lake.run("verify", topic, "--offline").err()).contains("retention-000001.json");
    }

    @Test
    void aWindowThatRetentionHasDeletedIsNotExtractedAsIfItWereEmpty() throws IOException {
        retention(1, new DeletedFiles(LocalDate.parse("2026-01-01"), List.of(1, 2), 2, 2, bytes("dt=", 1, 2), 0), null);
        Path output = folder.resolve("window.jsonl");
        String[] window = {
            "--from", "2026-01-01T22:00:00Z", "--to", "2026-01-02T03:00:00Z", "--output", output.toString()
        };

        Lake.Outcome refused = lake.run("extract", topic, window);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(refused.err())
                .contains(
                        "Cannot extract " + topic + " of 2026-01-01: what had landed of it was deleted by retention on"
                                + " 2026-04-01T00:00:00Z, which kept 2026-01-02 and later");
        assertThat(output).doesNotExist();
        window[1] = "2026-01-02T00:00:00Z";
        assertThat(lake.run("extract", topic, window).exitCode()).isEqualTo(ExitCode.OK.code());
        String[] before = {
            "--from", "2025-12-31T00:00:00Z", "--to", "2026-01-01T00:00:00Z", "--output", output.toString()
        };
        assertThat(lake.run("extract", topic, before).exitCode()).isEqualTo(ExitCode.OK.code());
    }

    private void retention(int number, DeletedFiles dated, DeletedFiles undated) throws IOException {
        Retention entry = new Retention(
                Retention.VERSION,
                number,
                topic,
                Instant.parse("2026-04-01T00:00:00Z"),
                LocalDate.parse("2026-01-02"),
                dated == null ? List.of() : List.of(dated),
                undated);
        Files.write(lake.root().resolve(LandingLayout.retention(topic, number)), LedgerJson.bytes(entry));
    }

    /** Of the files of these runs. */
    private long bytes(String folder, int... runs) throws IOException {
        long bytes = 0;
        for (int run : runs) {
            bytes += Files.size(lake.files("/" + folder).stream()
                    .filter(file -> file.getFileName().toString().startsWith("r00000" + run))
                    .findFirst()
                    .orElseThrow());
        }
        return bytes;
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
