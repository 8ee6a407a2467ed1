package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class ITLand {
    @TempDir
    Path folder;

    private String topic;
    private Lake lake;

    @BeforeEach
    void aTopicOfItsOwn(TestInfo test) {
        topic = "land_" + test.getTestMethod().orElseThrow().getName();
        lake = Lake.in(folder, topic);
        Kafka.create(topic, 2);
    }

    @Test
    void eachRecordLandsInTheDateOfItsEventWithItsCoordinates() {
        Kafka.send(
                topic,
                0,
                "{\"id\":\"a\",\"at\":\"2026-01-01T23:59:59Z\"}",
                "{\"id\":\"b\",\"at\":\"2025-12-30T00:00:00Z\"}");
        Kafka.send(topic, 1, " {\n\"at\":\"2026-01-01T23:30:00-01:00\"} ", "{}", null, "{\"a\":");

        var landed = lake.land(topic);

        assertThat(landed.err().lines())
                .containsExactly(
                        "Warning: " + topic + ": 1 of 6 records are rejected: truncated 1",
                        "Warning: " + topic + ": 1 of 4 landed records have no usable event time: their record's time"
                                + " stamp decided the date");
        assertThat(landed.exitCode()).isEqualTo(ExitCode.OK.code());
        assertThat(lake.files(".jsonl"))
                .isNotEmpty()
                .allMatch(file -> file.toString().endsWith(".jsonl.zst"));
        assertThat(lake.lines("dt=2025-12-30"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":0,\"o\":1,\"ts\":1767225600000},\"id\":\"b\",\"at\":\"2025-12-30T00:00:00Z\"}");
        assertThat(lake.lines("dt=2026-01-01"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":0,\"o\":0,\"ts\":1767225600000},\"id\":\"a\",\"at\":\"2026-01-01T23:59:59Z\"}",
                        "{\"_kafka\":{\"p\":1,\"o\":1,\"ts\":1767225600000}}");
        assertThat(lake.lines("dt=2026-01-02"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":1,\"o\":0,\"ts\":1767225600000}, \"at\":\"2026-01-01T23:30:00-01:00\"}");
        assertThat(lake.lines("rejected"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":1,\"o\":3,\"ts\":1767225600000},\"reason\":\"truncated\",\"key\":null,\"value\":\"eyJhIjo=\",\"headers\":[]}");
        assertThat(landed.out())
                .contains("\"read\":6,\"landed\":4,\"rejected\":1,\"tombstones\":1")
                .contains("\"complete\":true");
    }

    @Test
    void whereMostIsRejectedNothingIsLostAndTheExitCodeSaysSo() {
        Kafka.send(topic, 0, "[", "{\"at\":\"2026-01-01T00:00:00Z\"},", "]");

        Lake.Outcome refused = lake.land(topic);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.TOO_MANY_REJECTED.code());
        assertThat(refused.err())
                .contains(
                        "Cannot accept 3 rejected of 3 records of " + topic + " (not-an-object 2, trailing-content 1)")
                .contains("a further run has nothing to do");
        assertThat(refused.out()).contains("\"reasons\":{\"not-an-object\":2,\"trailing-content\":1}");
        assertThat(lake.lines("rejected")).hasSize(3);
        assertThat(lake.land(topic).exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO.code());
        assertThat(lake.run("verify", topic).exitCode()).isZero();

        Kafka.send(topic, 0, "[]");
        assertThat(lake.land(topic, "--max-rejected", "1").exitCode()).isZero();
    }

    @Test
    void aPlanThatIsFoundTellsOfItsRejectedRecordsAsWell() throws IOException {
        Kafka.send(topic, 0, "[]", "{\"at\":\"never\"}");
        assertThat(lake.land(topic, "--max-rejected", "0").exitCode()).isEqualTo(ExitCode.TOO_MANY_REJECTED.code());
        Files.delete(lake.files("commit-000001").get(0));

        Lake.Outcome again = lake.land(topic, "--max-rejected", "0.4");

        assertThat(again.exitCode()).isEqualTo(ExitCode.TOO_MANY_REJECTED.code());
        assertThat(again.out()).contains("\"untimed\":1,\"reasons\":{\"not-an-object\":1}");
    }

    @Test
    void aSecondRunChangesNothingAndSaysSo() {
        Kafka.send(topic, 0, "{\"at\":\"2026-01-01T23:59:59Z\"}");
        lake.land(topic);
        var before = lake.tree();

        Lake.Outcome again = lake.land(topic);

        assertThat(again.exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO.code());
        assertThat(again.err()).isEqualTo("Nothing to do for " + topic + ": no record is new" + System.lineSeparator());
        assertThat(again.out()).startsWith("{\"topic\":\"" + topic + "\",\"runs\":[],\"read\":0,");
        assertThat(lake.tree()).isEqualTo(before);
    }

    @Test
    void dirtIsLandedOrRejectedWithItsReasonAndItsExactBytes() {
        byte[] cutUtf8 = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'};
        String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
        Kafka.send(topic, 0, "", "[1]", "{\"a\":\"\0\"}", "{\"a\":" + "[".repeat(100_000), large);
        Kafka.send(topic, 0, cutUtf8);
        Kafka.send(topic, 0, "{\"at\":1,\"at\":\"2026-01-03T00:00:00Z\"}", "{\"at\":\"0000-01-01T00:00:00Z\"}");
        Kafka.send(topic, 0, "{\"at\":\"9999-12-31T00:00:00Z\"}", "{\"\\u0061t\":\"2026-01-02T00:30:00+01:00\"}");

        assertThat(lake.land(topic).exitCode()).isEqualTo(ExitCode.OK.code());

        assertThat(lake.lines("rejected"))
                .extracting(line -> line.replaceFirst(".*\"reason\":\"([^\"]*)\".*", "$1"))
                .containsExactly("empty", "not-an-object", "control-character", "too-deep", "invalid-utf8");
        assertThat(lake.lines("rejected").get(4)).contains("\"value\":\"eyJhIjoiwyJ9\"");
        assertThat(lake.lines("dt=2026-01-01")).hasSize(5).anyMatch(line -> line.endsWith(large.substring(1)));
        assertThat(lake.run("verify", topic).exitCode()).isEqualTo(ExitCode.OK.code());
    }

    @Test
    void aRejectedRecordKeepsItsKeyAndItsHeaders() {
        var record =
                new ProducerRecord<>(topic, 0, 1_767_225_600_000L, "k\n".getBytes(UTF_8), "no json".getBytes(UTF_8));
        record.headers().add("say \"hi\"", new byte[] {1, (byte) 0xff}).add("none", null);
        Kafka.send(record);

        assertThat(lake.land(topic, "--max-rejected", "1").exitCode()).isEqualTo(ExitCode.OK.code());

        assertThat(lake.lines("rejected"))
                .containsExactly(
                        "{\"_kafka\":{\"p\":0,\"o\":0,\"ts\":1767225600000},\"reason\":\"not-an-object\",\"key\":\"awo=\","
                                + "\"value\":\"bm8ganNvbg==\",\"headers\":[{\"key\":\"say \\\"hi\\\"\",\"value\":\"Af8=\"},"
                                + "{\"key\":\"none\",\"value\":null}]}");
    }

    /** Whatever somebody sends can be got back from the rejected records, to the byte. */
    @Test
    void rejectedRecordsKeepTheirBytes() throws IOException {
        byte[] large = new byte[7 << 20];
        new Random(1).nextBytes(large);
        List<byte[]> values = List.of(
                new byte[0],
                "a\r\nb\n".getBytes(UTF_8),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n', (byte) 0xc3},
                "\ufeff{\"at\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_8),
                "{\"at\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_16LE),
                "{\"at\":1}\0\0".getBytes(UTF_8),
                "{\"at\":1}\n{\"at\":2}\n".getBytes(UTF_8),
                "{\"_kafka\":{\"p\":9}".getBytes(UTF_8),
                large);
        values.forEach(value -> Kafka.send(topic, 0, value));

        assertThat(lake.land(topic, "--max-rejected", "1").exitCode()).isZero();

        List<JsonNode> kept = new ArrayList<>();
        for (String line : lake.lines("/rejected/")) {
            kept.add(new ObjectMapper().readTree(line));
        }
        assertThat(kept)
                .extracting(line -> line.path("reason").asText())
                .containsExactly(
                        "empty",
                        "not-an-object",
                        "utf-16",
                        "byte-order-mark",
                        "utf-16",
                        "nul-padding",
                        "several-objects",
                        "truncated",
                        "not-an-object");
        for (int i = 0; i < values.size(); i++) {
            assertThat(kept.get(i).path("value").binaryValue()).isEqualTo(values.get(i));
        }
        assertThat(lake.run("verify", topic).exitCode()).isZero();
    }

    @Test
    void keysAndHeadersAreKeptWhereTheyAreWanted() throws IOException {
        byte[] value = "{\"at\":\"2026-01-01T00:00:00Z\"}".getBytes(UTF_8);
        var plain = new ProducerRecord<>(topic, 0, 1_767_225_600_000L, "c}\"\n\u00e9".getBytes(UTF_8), value);
        plain.headers().add("trace", "[1]".getBytes(UTF_8)).add("trace", null).add("s{\"", new byte[] {(byte) 0xff});
        var binary = new ProducerRecord<>(topic, 0, 1_767_225_600_000L, new byte[] {(byte) 0xc3}, "{}".getBytes(UTF_8));
        binary.headers().add("large", "x".repeat(1 << 20).getBytes(UTF_8));
        var none = new ProducerRecord<byte[], byte[]>(topic, 0, 1_767_225_600_000L, null, value);
        var tombstone = new ProducerRecord<>(topic, 0, 1_767_225_600_000L, "gone".getBytes(UTF_8), (byte[]) null);
        List.of(plain, binary, none, tombstone).forEach(Kafka::send);

        assertThat(lake.land(topic, "--keep", "tombstones,key,headers").exitCode())
                .isZero();
        Files.delete(lake.files("commit-000001").get(0));
        var before = lake.tree();
        assertThat(lake.land(topic).out()).as("the plan knows what to keep").contains("\"tombstones\":1");

        assertThat(lake.lines("dt=2026-01-01").get(0))
                .isEqualTo("{\"_kafka\":{\"p\":0,\"o\":0,\"ts\":1767225600000,\"key\":\"c}\\\"\\n\u00e9\",\"headers\":["
                        + "{\"key\":\"trace\",\"value\":\"[1]\"},{\"key\":\"trace\",\"value\":null},"
                        + "{\"key\":\"s{\\\"\",\"valueBase64\":\"/w==\"}]},\"at\":\"2026-01-01T00:00:00Z\"}");
        assertThat(lake.lines("dt=2026-01-01").get(1))
                .contains("\"keyBase64\":\"ww==\"")
                .endsWith("xxx\"}]}}");
        assertThat(lake.lines("dt=2026-01-01").get(2))
                .isEqualTo("{\"_kafka\":{\"p\":0,\"o\":2,\"ts\":1767225600000},\"at\":\"2026-01-01T00:00:00Z\"}");
        assertThat(lake.lines("tombstones"))
                .containsExactly("{\"_kafka\":{\"p\":0,\"o\":3,\"ts\":1767225600000},\"reason\":\"tombstone\",\"key\":"
                        + "\"Z29uZQ==\",\"value\":null,\"headers\":[]}");
        assertThat(lake.files("dt="))
                .allMatch(
                        file -> before.containsKey(lake.root().relativize(file).toString()));
        assertThat(lake.run("verify", topic).exitCode()).isZero();
        Path window = folder.resolve("window.jsonl");
        String[] flags = {
            "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--output", window.toString()
        };
        assertThat(lake.run("extract", topic, flags).exitCode()).isZero();
        assertThat(Files.readAllLines(window))
                .containsExactly(new String(value, UTF_8), "{}", new String(value, UTF_8));
    }

    @Test
    void aWindowIsReadyWhenItIsOverAndCoveredWhenItWasLandedAfterThat() {
        Kafka.send(topic, 0, "{\"at\":\"2026-01-01T23:59:59Z\"}");
        Lake.Outcome early = lake.land(topic, "--through", "2999-01-01T00:00:00Z");
        assertThat(early.exitCode()).isEqualTo(ExitCode.NOT_READY.code());
        assertThat(early.err()).contains("late records may arrive until 2999-01-01T01:00:00Z");
        assertThat(lake.root()).doesNotExist();

        String[] through = {"--through", "2026-01-02T00:00:00Z"};
        assertThat(lake.land(topic, "--max-records", "1").exitCode()).isEqualTo(ExitCode.OK.code());
        assertThat(lake.land(topic, through).exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO.code());
        Kafka.send(topic, 0, "{\"at\":\"2026-01-01T23:59:58Z\"}", "{}");
        assertThat(lake.land(topic, "--through", "2026-01-02T00:00:00Z", "--max-records", "1")
                        .exitCode())
                .isEqualTo(ExitCode.NOT_READY.code());
        assertThat(lake.land(topic, through).exitCode()).isEqualTo(ExitCode.OK.code());
        assertThat(lake.land(topic, through).exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO.code());
    }

    @Test
    void aWindowIsNotCoveredByWhatWasLandedBeforeItWasOver() {
        Kafka.send(topic, 0, "{}");
        assertThat(lake.land(topic).exitCode()).isEqualTo(ExitCode.OK.code());
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();

        assertThat(lake.land(topic, "--through", now, "--lateness", "PT0S").exitCode())
                .as("nothing is new but that the window is complete")
                .isEqualTo(ExitCode.OK.code());
        assertThat(lake.land(topic, "--through", now, "--lateness", "PT0S").exitCode())
                .isEqualTo(ExitCode.NOTHING_TO_DO.code());
    }

    @Test
    void theFirstLandingMayStartAtATime() {
        Kafka.send(topic, 0, "{}", "{}");
        assertThat(lake.land(topic, "--from", "2030-01-01T00:00:00Z").exitCode())
                .isEqualTo(ExitCode.NOTHING_TO_DO.code());
        assertThat(lake.land(topic, "--from", "2026-01-01T00:00:00Z").exitCode())
                .isEqualTo(ExitCode.OK.code());
        assertThat(lake.lines("dt=")).hasSize(2);
    }

    @Test
    void wrongFlagsAreOneLineAndUsage() {
        assertThat(lake.land(topic, "--max-rejected", "1.5").err()).contains("'1.5' is not a share from 0 to 1");
        assertThat(lake.land(topic, "--shard", "3/2").exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(lake.land(topic, "--max-records", "0").exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(Lake.execute("land").exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(Lake.execute("verify").exitCode()).isEqualTo(ExitCode.USAGE.code());
    }
}
