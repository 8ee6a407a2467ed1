package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.Topics;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.enrich.Outputs.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ITEnrich {
    private static final long AT = 1_769_817_600_123L;
    private static final String CLEAN =
            "{\"at\":\"2026-01-31T00:00:00Z\",\"product_id\":\"P1\",\"count\":2,\"price\":1.25}";
    private static final String JOINED =
            ",\"total\":2.50,\"products\":{\"product_id\":\"P1\",\"name\":\"Tea\",\"list_price\":1.50}}";

    @TempDir
    Path folder;

    private String topic;
    private Outputs outputs;

    @BeforeEach
    void writeFiles() throws IOException {
        topic = "e" + Long.toHexString(System.nanoTime());
        Files.writeString(folder.resolve("products.csv"), "product_id,name,list_price\nP1,Tea,1.50\nP2,,2.00\n");
        Files.writeString(folder.resolve(topic + ".json"), """
                {"description": "One row per cup.", "type": "object", "properties": {
                   "at": {"type": "string", "format": "date-time"}, "product_id": {"type": "string"},
                   "count": {"type": "integer", "minimum": 1}, "price": {"type": "number", "multipleOf": 0.01},
                   "total": {"type": "number", "multipleOf": 0.01}},
                 "required": ["at", "count", "price"], "x-event-time": {"field": "at"},
                 "x-derived": {"total": "ROUND(count * price, 2)"}, "x-rules": {"no_dozens": "count <> 12"}}""");
        outputs = new Outputs(SharedBroker.bootstrapServers(), topic);
    }

    @AfterEach
    void closeOutputs() {
        outputs.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"realtime", "microbatch"})
    void everyRecordBecomesOneOfOneOfTheOutputs(String mode) throws Exception {
        SharedBroker.create(topic, 2);
        send(0, CLEAN);
        send(0, CLEAN.replace("P1", "P7"));
        send(0, CLEAN.replace("\"product_id\":\"P1\",", ""));
        send(0, CLEAN.replace("2,", "12,"));
        send(0, "{\"at\":");
        send(0, CLEAN.replace("1.25", "1e999999999"));
        SharedBroker.send(topic, 1, AT, null);
        SharedBroker.send(topic, 1, 1_769_817_600_123_456_789L, CLEAN.getBytes(UTF_8));
        send(1, CLEAN.replace("}", ",\"total\":2.5,\"note\":\"" + "x".repeat(1_000_000) + "\"}"));
        SharedBroker.send(topic, 1, AT, new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0});
        SharedBroker.send(
                topic,
                1,
                AT,
                "k".getBytes(UTF_8),
                CLEAN.getBytes(UTF_8),
                List.of(new RecordHeader("trace", "7".getBytes(UTF_8)), new RecordHeader("source_offset", null)));
        SharedBroker.flush();

        Enriching run = Enriching.start(folder, topic, "--mode", mode);
        run.until(() -> outputs.count() >= 11);
        run.stop();

        assertThat(at(0)).isEqualTo(CLEAN.replace("}", JOINED));
        assertThat(reasons(0, 1)).isEqualTo("[\"product_id:unknown\"]");
        assertThat(at(2)).endsWith(",\"total\":2.50,\"products\":null}");
        assertThat(reasons(0, 3)).isEqualTo("[\"rule:no_dozens\"]");
        assertThat(reasons(0, 4)).isEqualTo("[\"json:truncated\"]");
        assertThat(reasons(0, 5)).contains("price:range");
        assertThat(output(1, 0).value()).isNull();
        assertThat(output(1, 0).topic()).isEqualTo(topic + "_enriched");
        assertThat(output(1, 1).value()).isEqualTo(CLEAN.replace("}", JOINED));
        assertThat(output(1, 1).record().timestamp()).isZero();
        assertThat(output(1, 2).value())
                .contains("\"total\":2.5,")
                .endsWith(JOINED.substring(",\"total\":2.50".length()));
        assertThat(output(1, 3).record().value()).containsExactly(0xFF, 0xFE, '{', 0, '}', 0);
        assertThat(reasons(1, 3)).startsWith("[\"json:");
        Output last = output(1, 4);
        assertThat(last.key()).isEqualTo("k");
        assertThat(last.header("trace")).isEqualTo("7");
        assertThat(last.header("source_topic")).isEqualTo(topic);
        assertThat(last.record().headers().headers("source_offset")).hasSize(1);
        assertThat(last.record().timestamp()).isEqualTo(AT);
        assertEachOnce(6, 5);
        assertThat(outputs.all())
                .allSatisfy(each -> assertThat(each.record().partition()).isEqualTo(each.sourcePartition()));
    }

    @Test
    void aRestartGoesOnWithoutDoubling() throws Exception {
        SharedBroker.create(topic, 2);
        long sent = 0;
        for (String mode : new String[] {"realtime", "microbatch", "realtime"}) {
            sent += sendSome(100);
            awaitAll(mode, sent);
        }
        deleteTree(folder.resolve("live/enrich-" + topic + "/checkpoint/commits"));
        sent += sendSome(10);
        awaitAll("microbatch", sent);
        deleteTree(folder.resolve("live"));
        Files.writeString(folder.resolve("products.csv"), "product_id,name,list_price\nP3,Coffee,1.50\n");
        sent += sendSome(10);
        awaitAll("realtime", sent);
        assertEachOnce(sent / 2, sent / 2);
    }

    private void awaitAll(String mode, long sent) throws Exception {
        Enriching run = Enriching.start(folder, topic, "--mode", mode);
        run.until(() -> outputs.count() >= sent);
        run.stop();
        assertThat(outputs.count()).isEqualTo(sent);
    }

    private long sendSome(int count) {
        return sendSome(count, 2);
    }

    private long sendSome(int count, int partitions) {
        for (int i = 0; i < count; i++) {
            send(i % partitions, i % 5 == 0 ? "{" : CLEAN);
        }
        SharedBroker.flush();
        return count;
    }

    @Test
    void whatIsRejectedIsAsItWasSentAndUnknownRowsMayBeKept() throws Exception {
        SharedBroker.create(topic, 1);
        try (Cluster cluster = Cluster.connect(SharedBroker.options())) {
            new Topics(cluster).create(topic + "_enriched", 1, Map.of("max.message.bytes", "2000"));
        }
        StringBuilder random = new StringBuilder();
        new java.util.Random(7).ints(3000, 'a', 'z').forEach(random::appendCodePoint);
        String large = CLEAN.replace("}", ",\"note\":\"" + random + "\"}");
        send(0, large);
        send(0, CLEAN);
        send(0, "{\"at\": \"\\ud800\" ");
        send(0, CLEAN.replace("P1", "P7"));
        SharedBroker.flush();

        Enriching run = Enriching.start(folder, topic, "--unknown", "keep", "--as", "article");
        run.until(() -> outputs.count() == 4);
        run.stop();

        assertThat(outputs.rejected())
                .extracting(Output::value)
                .containsExactlyInAnyOrder(large, "{\"at\": \"\\ud800\" ");
        assertThat(reasons(0, 0)).isEqualTo("[\"record:size\"]");
        assertThat(at(1)).isEqualTo(CLEAN.replace("}", JOINED).replace("products", "article"));
        assertThat(at(3)).endsWith(",\"total\":2.50,\"article\":null}");
    }

    @Test
    void statusAndGroupSayHowFarItIsWithinABatchAndOthersAreRefused() throws Exception {
        SharedBroker.create(topic, 2);
        sendSome(20);
        Enriching run = Enriching.start(folder, topic);
        run.until(() -> status().path("enriched").asLong() == 16
                && status().path("rejected").asLong() == 4);
        assertThat(status().path("lag").path(topic + "-0").asLong(-1)).isZero();
        assertThat(status().path("state").asText()).isEqualTo("running");
        run.until(() -> groupOffset() == 10);
        assertRefused(20, "Cannot start enrich-" + topic + " in ");
        run.stop();

        SharedBroker.createAnew(topic, 2);
        assertRefused(2, "Cannot continue from ");

        deleteTree(folder.resolve("live"));
        sendSome(2);
        Enriching again = Enriching.start(folder, topic);
        again.until(() -> outputs.count() == 22);
        again.stop();
    }

    private long groupOffset() {
        try (Cluster cluster = Cluster.connect(SharedBroker.options())) {
            Map<TopicPartition, OffsetAndMetadata> offsets = cluster.await(cluster.admin()
                    .listConsumerGroupOffsets("streamflow-enrich-" + topic)
                    .partitionsToOffsetAndMetadata());
            OffsetAndMetadata offset = offsets.get(new TopicPartition(topic, 0));
            return offset == null ? -1 : offset.offset();
        }
    }

    private JsonNode status() {
        Path file = folder.resolve("live/enrich-" + topic + "/status.json");
        try {
            return Files.exists(file)
                    ? new ObjectMapper().readTree(file.toFile())
                    : new ObjectMapper().createObjectNode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatCannotWorkIsRefused() throws Exception {
        assertRefused(20, "Cannot enrich " + topic + ": there is no such topic");
        SharedBroker.create(topic, 3);
        assertRefused(
                2, "Cannot enrich " + topic + " in real time: it has 3 partitions, and Spark can run 2 tasks at once");
        assertRefused(2, "Cannot join on city: the schema " + topic + " has no such column", "--on", "city");
        assertRefused(
                2, "Cannot add total to events of " + topic + ": they have a field of that name", "--as", "total");
        assertRefused(2, "Cannot note offsets every 1000 ms in real time: Spark takes 5 s and more", "--trigger", "1s");

        String narrow = topic + "narrow";
        SharedBroker.create(narrow, 2);
        SharedBroker.create(narrow + "_enriched", 1);
        assertRefused(
                2,
                "Cannot enrich " + narrow + ": it has 2 partitions and " + narrow + "_enriched has 1",
                "--topic",
                narrow);
        String small = topic + "small";
        SharedBroker.create(small, 1);
        try (Cluster cluster = Cluster.connect(SharedBroker.options())) {
            new Topics(cluster).create(small + "_rejected", 1, Map.of("max.message.bytes", "2000"));
        }
        assertRefused(2, "Cannot enrich " + small + ": it takes records of ", "--topic", small);
    }

    @Test
    void lostOffsetsAreNamed() throws Exception {
        SharedBroker.create(topic, 1);
        sendSome(2, 1);
        Enriching run = Enriching.start(folder, topic, "--mode", "microbatch", "--trigger", "100ms");
        run.until(() ->
                outputs.count() == 2 && Files.exists(folder.resolve("live/enrich-" + topic + "/checkpoint/commits/0")));
        run.stop();
        sendSome(10, 1);
        SharedBroker.deleteRecords(topic, 1, 5);
        Enriching next = Enriching.start(folder, topic);
        assertThat(next.exitCode()).as(next.err()).isEqualTo(1);
        assertThat(next.err()).contains("records were deleted before it had read them");
    }

    private void assertRefused(int exitCode, String message, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of(more));
        Enriching run = Enriching.start(folder, topic, args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).contains(message);
    }

    private void assertEachOnce(long... counts) {
        for (int partition = 0; partition < counts.length; partition++) {
            int own = partition;
            List<Long> offsets = outputs.all().stream()
                    .filter(each -> each.sourcePartition() == own)
                    .map(Output::sourceOffset)
                    .sorted()
                    .toList();
            assertThat(offsets)
                    .containsExactlyElementsOf(
                            LongStream.range(0, counts[partition]).boxed().toList());
            assertThat(new TreeSet<>(offsets)).hasSize(offsets.size());
        }
    }

    private String at(long offset) {
        return output(0, offset).value();
    }

    private String reasons(int partition, long offset) {
        Output output = output(partition, offset);
        assertThat(output.topic()).isEqualTo(topic + "_rejected");
        return output.header("reasons");
    }

    private Output output(int partition, long offset) {
        return outputs.all().stream()
                .filter(each -> each.sourcePartition() == partition && each.sourceOffset() == offset)
                .findFirst()
                .orElseThrow();
    }

    private void send(int partition, String value) {
        SharedBroker.send(topic, partition, AT, value.getBytes(UTF_8));
    }

    private static void deleteTree(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
