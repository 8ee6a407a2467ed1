package dev.streamflow.producers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITProducers {
    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private JsonNode run(String... args) {
        int exit = exit(broker.bootstrapServers(), args);
        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.OK);
        return lastLine(out.toString());
    }

    private int exit(String servers, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--schemas", "../schemas", "--bootstrap-servers", servers));
        return Program.run(
                new ProducersProgram(), new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static void create(NewTopic topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static JsonNode lastLine(String text) {
        return Validator.read(
                text.strip().lines().reduce((first, second) -> second).orElseThrow());
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** A copy of a shipped schema with a topic of its own. */
    private static Path schema(String like, String name) throws IOException {
        String document = Files.readString(Streams.SCHEMAS.resolve(like + ".json"))
                .replace(
                        "../data",
                        Path.of("..", "data").toAbsolutePath().normalize().toString());
        return Files.writeString(folder.resolve(name + ".json"), document);
    }

    @Test
    void whatIsProducedArrivesWithItsKeyAndTime() {
        JsonNode result = run("produce", "--schema", "user_events", "--date", "2026-01-01", "--count", "20000");

        List<ConsumerRecord<byte[], byte[]>> records = records("user_events");
        assertThat(result.path("sent").longValue()).isEqualTo(20_000);
        assertThat(result.path("perSecond").longValue()).isPositive();
        assertThat(records).hasSize(20_000);
        for (ConsumerRecord<byte[], byte[]> one : records) {
            JsonNode event = Validator.read(text(one.value()));
            assertThat(text(one.key())).isEqualTo(event.path("user_id").textValue());
            assertThat(Instant.ofEpochMilli(one.timestamp()))
                    .isEqualTo(Instant.parse(event.path("event_timestamp").textValue()));
        }
        assertThat(records.stream().map(ConsumerRecord::partition).distinct()).hasSize(6);
    }

    @Test
    void aTopicThatDiffersIsReportedAndLeftAsItIs() throws Exception {
        Path schema = schema("sales", "sales_differing");
        create(new NewTopic("sales_differing", 2, (short) 1));
        JsonNode result = run("produce", "--schema", schema.toString(), "--date", "2026-01-01", "--count", "10");

        assertThat(err.toString()).contains("Warning: Topic sales_differing has 2 partitions; the schema says 3");
        assertThat(result.path("warnings").size()).isPositive();
        assertThat(records("sales_differing")).hasSize(10);
    }

    @Test
    void aLoopMakesNoIdTwiceAndStopsAtTheLimit() throws Exception {
        Path schema = schema("purchases", "purchases_looping");
        JsonNode result = run(
                "produce",
                "--schema",
                schema.toString(),
                "--date",
                "2026-01-01",
                "--count",
                "100",
                "--loop",
                "--max-events",
                "950");

        Set<String> ids = new HashSet<>();
        records("purchases_looping")
                .forEach(one -> ids.add(
                        Validator.read(text(one.value())).path("event_id").textValue()));
        assertThat(result.path("sent").longValue()).isEqualTo(950);
        assertThat(ids).hasSize(950);
    }

    @Test
    void eachDateOfARangeHasItsEventsAndTheDirtAskedFor() throws Exception {
        Path schema = schema("sales", "sales_range");

        JsonNode result = run(
                "produce",
                "--schema",
                schema.toString(),
                "--from",
                "2026-01-30",
                "--to",
                "2026-02-01",
                "--count",
                "400",
                "--dirt",
                "0.2");

        List<ConsumerRecord<byte[], byte[]>> records = records("sales_range");
        JsonNode dirt = result.path("dirt");
        assertThat(records).hasSize(1200 + dirt.path("duplicate").intValue());
        assertThat(records.stream()
                        .filter(one -> Validator.faults(Streams.schema("sales"), text(one.value()))
                                .equals(List.of("json:malformed"))))
                .hasSize(dirt.path("malformed").intValue())
                .isNotEmpty();
        assertThat(records)
                .extracting(
                        one -> Instant.ofEpochMilli(one.timestamp()).toString().substring(0, 10))
                .contains("2026-01-30", "2026-01-31", "2026-02-01");
    }

    /** The broker remembers idempotent producers, and those take no acknowledgement but that of all replicas. */
    @Test
    void theProducerIsIdempotent() throws Exception {
        Path schema = schema("sales", "sales_once");
        run("produce", "--schema", schema.toString(), "--date", "2026-01-01", "--count", "100");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.describeProducers(List.of(new TopicPartition("sales_once", 0)))
                            .all()
                            .get(20, TimeUnit.SECONDS)
                            .values())
                    .allSatisfy(state -> assertThat(state.activeProducers()).hasSize(1));
        }
    }

    @Test
    void whatTheBrokerRefusesIsAFailure() throws Exception {
        Path schema = schema("sales", "sales_refused");
        create(new NewTopic("sales_refused", 3, (short) 1).configs(Map.of("max.message.bytes", "100")));
        String[] ten = {"produce", "--schema", schema.toString(), "--date", "2026-01-01", "--count", "10"};

        int exit = exit(broker.bootstrapServers(), ten);

        assertThat(exit).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("Cannot send to topic sales_refused: ");
        assertThat(out.toString()).isEmpty();
    }

    /** A busy machine may take longer; of a stall it catches up a tenth of a second. */
    @Test
    void noEventIsSentFasterThanTheRate() throws Exception {
        Path schema = schema("sales", "sales_paced");
        JsonNode result = run(
                "produce", "--schema", schema.toString(), "--date", "2026-01-01", "--count", "1000", "--rate", "500/s");

        assertThat(result.path("sent").longValue()).isEqualTo(1000);
        assertThat(result.path("seconds").doubleValue()).isGreaterThan(1.85);
    }

    @Test
    void replayedInvoicesArriveLineByLine() {
        JsonNode result = run("replay", "--schema", "online_retail", "--input", "../examples/online-retail/*.csv");

        List<ConsumerRecord<byte[], byte[]>> records = records("online_retail");
        assertThat(result.path("read").path("rows").longValue()).isEqualTo(1451);
        assertThat(records).hasSize(1451);
        assertThat(records)
                .extracting(one -> Instant.ofEpochMilli(one.timestamp()).toString())
                .allMatch(time -> time.startsWith("2010-12-12T"));
    }

    @Test
    void columnsThatAreNotSentAreWarnedOfOnce() throws Exception {
        Path schema = Files.writeString(folder.resolve("readings.json"), """
                {"type": "object", "description": "Readings", "properties": {"at": {"type": "string", "format": "date-time"}},
                 "required": ["at"], "x-event-time": {"field": "at"}}
                """);
        Path first = Files.writeString(folder.resolve("1.csv"), "at,colour,size\n2026-01-01T12:00:00Z,red,L\n");
        Path second = Files.copy(first, folder.resolve("2.csv"));
        JsonNode result = run("replay", "--schema", schema.toString(), "--input", first.toString(), second.toString());

        assertThat(err.toString()
                        .lines()
                        .filter(line -> line.contains("has no field for column colour, size"))
                        .count())
                .isEqualTo(1);
        assertThat(result.path("ignoredColumns").toString()).isEqualTo("[\"colour\",\"size\"]");
        assertThat(result.path("sent").longValue()).isEqualTo(2);
    }

    @Test
    void aStoppedProducerHasSentWhatItCounts() throws Exception {
        Path schema = schema("sales", "sales_stopped");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProducersProgram.class.getName(),
                        "produce",
                        "--schema",
                        schema.toString(),
                        "--date",
                        "2026-01-01",
                        "--loop",
                        "--bootstrap-servers",
                        broker.bootstrapServers())
                .redirectError(folder.resolve("stopped.err").toFile())
                .start();
        try {
            await(() -> end("sales_stopped") > 1000);
            assertThat(process.toHandle().destroy()).isTrue();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

            JsonNode result = lastLine(printed);
            assertThat(result.path("stopped").booleanValue()).isTrue();
            assertThat(end("sales_stopped")).isEqualTo(result.path("sent").longValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void withoutABrokerItSaysSoInOneLine() {
        long started = System.nanoTime();
        int exit = exit("localhost:1", "produce", "--schema", "sales", "--date", "2026-01-01");

        assertThat(exit).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString().lines().toList())
                .first()
                .asString()
                .startsWith("Cannot reach Kafka at localhost:1: ");
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
        }
    }

    private static long end(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "allow.auto.create.topics", false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        } catch (org.apache.kafka.common.errors.UnknownTopicOrPartitionException e) {
            return 0;
        }
    }
}
