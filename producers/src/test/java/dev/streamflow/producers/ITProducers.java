package dev.streamflow.producers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Program;
import java.io.ByteArrayOutputStream;
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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        assertThat(exit).as(err.toString()).isEqualTo(ExitCode.OK.code());
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

    /**
     * Three rows in a loop are ten events that happen now; with their own times they are the same three again and
     * again.
     */
    @Test
    void aReplayInALoopSendsNewEvents() throws Exception {
        Path input = Files.writeString(
                folder.resolve("loop.csv"),
                "id,at,note\n1,2026-02-01T09:00:00Z,a\n2,2026-02-01T10:00:00Z,b\n3,2026-02-01T11:00:00Z,c\n");
        long before = System.currentTimeMillis();
        for (String name : List.of("orders_now", "orders_own")) {
            Path schema = orders("\"x-id\": \"id\", \"x-key\": \"id\",", name);
            String times = name.substring("orders_".length());
            String[] replay = {"replay", "--schema", schema.toString(), "--input", input.toString()};
            run(Stream.concat(Stream.of(replay), Stream.of("--loop", "--max-events", "10", "--times", times))
                    .toArray(String[]::new));
        }

        List<ConsumerRecord<byte[], byte[]>> now = records("orders_now");
        assertThat(now).hasSize(10);
        assertThat(now.stream().map(one -> text(one.key()))).doesNotHaveDuplicates();
        assertThat(now).allSatisfy(one -> {
            JsonNode event = Validator.read(text(one.value()));
            assertThat(text(one.key())).isEqualTo(event.path("id").textValue());
            assertThat(one.timestamp()).isBetween(before, System.currentTimeMillis());
            assertThat(Instant.parse(event.path("at").textValue())).isEqualTo(Instant.ofEpochMilli(one.timestamp()));
        });
        assertThat(records("orders_own").stream().map(one -> text(one.value())).distinct())
                .hasSize(3);
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

        assertThat(exit).isEqualTo(ExitCode.FAILURE.code());
        assertThat(err.toString()).contains(" to topic sales_refused: ");
        assertThat(lastLine(out.toString()).path("done").path("sent").intValue())
                .isZero();
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

    private static Path orders(String keywords, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), """
                {"type": "object", "description": "Orders", %s "properties": {
                   "id": {"type": "string"}, "at": {"type": "string", "format": "date-time"}, "note": {"type": "string"}},
                 "required": ["id", "at"], "x-event-time": {"field": "at"}}
                """.formatted(keywords));
    }

    private JsonNode failing(int exitCode, String... args) {
        assertThat(exit(broker.bootstrapServers(), args)).as(err.toString()).isEqualTo(exitCode);
        return lastLine(out.toString());
    }

    /** Other separator, other encoding, quotes, a line end within: none of it changes on its way. */
    @Test
    void aRowThatIsNoEventArrivesByteByByte() throws Exception {
        Path schema = orders("", "orders_misshapen");
        byte[] row = "2;\"K\u00f6ln\r\nDom\"".getBytes(ISO_8859_1);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("id;at;note\r\n1;2026-02-01T09:00:00Z;K\u00f6ln\r\n".getBytes(ISO_8859_1));
        file.write(row);
        file.write("\r\n;;\r\n".getBytes(ISO_8859_1));
        Path input = Files.write(folder.resolve("misshapen.csv"), file.toByteArray());
        JsonNode result =
                run("replay", "--schema", schema.toString(), "--input", input.toString(), "--encoding", "ISO-8859-1");

        assertThat(records("orders_misshapen"))
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrder(
                        "{\"id\":\"1\",\"at\":\"2026-02-01T09:00:00Z\",\"note\":\"K\u00f6ln\"}".getBytes(UTF_8), row);
        assertThat(result.path("read").toString())
                .isEqualTo("{\"rows\":2,\"misshapen\":1,\"untimed\":1,\"blankLines\":1,\"commentLines\":0,"
                        + "\"reasons\":{\"cells\":1},\"mistyped\":{},\"missing\":{}}");
        assertThat(err.toString())
                .contains("Warning: 1 of 2 rows of " + input
                        + " will be rejected or quarantined: cells 1; the first is in line 3.");
    }

    @Test
    void aFileOfWhichTooMuchIsNoEventIsSentAndReported() throws Exception {
        Path schema = orders("", "orders_bad");
        Path good = Files.writeString(
                folder.resolve("good.jsonl"), "{\"id\":\"1\",\"at\":\"2026-02-01T09:00:00Z\"}\n".repeat(9));
        Path bad = Files.writeString(
                folder.resolve("bad.jsonl"),
                "# a log\n{\"id\":\"2\"}\n{\"id\":\"1\",\"at\":\"2026-02-01T09:00:00Z\"}\n");
        String[] both = {"replay", "--schema", schema.toString(), "--input", good.toString(), bad.toString()};
        JsonNode failure = failing(ExitCode.TOO_MANY_REJECTED.code(), both);

        assertThat(failure.path("error").path("message").textValue())
                .isEqualTo("Cannot use 2 of 3 rows of " + bad
                        + ": not-an-object 1, no event time 1; the first is in line 1");
        assertThat(failure.path("done").path("sent").intValue()).isEqualTo(12);
        assertThat(records("orders_bad")).hasSize(12);

        JsonNode allowed = run(Stream.concat(Stream.of(both), Stream.of("--max-rejected", "67%"))
                .toArray(String[]::new));
        assertThat(allowed.path("sent").intValue()).isEqualTo(12);
        assertThat(allowed.path("warnings").size()).isEqualTo(1);
    }

    @Test
    void nothingIsSentOfAFileThatIsRefused() throws Exception {
        Path schema = orders("", "orders_unsent");
        Path good = Files.writeString(folder.resolve("a.csv"), "id,at\n1,2026-02-01T09:00:00Z\n");
        Path broken = Files.writeString(folder.resolve("b.json"), "[{\"id\": 1}, {\"id\": 2");
        JsonNode failure = failing(
                ExitCode.USAGE.code(),
                "replay",
                "--schema",
                schema.toString(),
                "--input",
                good.toString(),
                broken.toString());

        assertThat(failure.path("error").path("message").textValue())
                .contains("b.json: no line of it is a JSON object");
        assertThat(end("orders_unsent")).isZero();
    }

    /** A topic with a broker's default since Kafka 4: the event keeps its time, the record has that of its sending. */
    @Test
    void aTimeThatTheTopicRefusesStaysInTheEvent() throws Exception {
        Path schema = orders("", "orders_future");
        create(new NewTopic("orders_future", 1, (short) 1)
                .configs(Map.of("message.timestamp.after.max.ms", "3600000")));
        Path input = Files.writeString(
                folder.resolve("future.csv"),
                "id,at\n1,2026-02-01T09:00:00Z\n2,2091-02-01T09:00:00Z\n3,2026-02-01T09:00:00Z\n");
        long before = System.currentTimeMillis();
        JsonNode result = run("replay", "--schema", schema.toString(), "--input", input.toString());

        List<ConsumerRecord<byte[], byte[]>> records = records("orders_future");
        assertThat(result.path("sent").intValue()).isEqualTo(3);
        assertThat(records).hasSize(3);
        assertThat(records.get(0).timestamp())
                .isEqualTo(Instant.parse("2026-02-01T09:00:00Z").toEpochMilli());
        assertThat(records.get(1).timestamp()).isBetween(before, System.currentTimeMillis());
        assertThat(result.path("warnings").get(0).textValue())
                .isEqualTo(
                        "Topic orders_future takes record times up to 1h ahead only: 1 record has the time of sending in place"
                                + " of the event's, the first is line 3 of " + input
                                + ". The event's own time is in its value.");
    }

    @Test
    void aTopicOfOursTakesAnyTime() throws Exception {
        Path schema = orders("", "orders_any_time");
        Path input = Files.writeString(folder.resolve("any.csv"), "id,at\n1,2091-02-01T09:00:00Z\n");
        JsonNode result = run("replay", "--schema", schema.toString(), "--input", input.toString());

        assertThat(result.path("warnings")).isEmpty();
        assertThat(records("orders_any_time").get(0).timestamp())
                .isEqualTo(Instant.parse("2091-02-01T09:00:00Z").toEpochMilli());
    }

    /** What is sent before a row that the broker refuses is counted, and the rest can be sent without it. */
    @Test
    void aReplayThatFailsSaysWhatWentAndHowToGoOn() throws Exception {
        Path schema = orders("", "orders_failing");
        create(new NewTopic("orders_failing", 1, (short) 1).configs(Map.of("max.message.bytes", "300")));
        String row = ",2026-02-01T09:00:00Z,x\n";
        // What lz4 makes of it is still too large.
        String noise = new Random(1)
                .ints(400, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Path input = Files.writeString(
                folder.resolve("large.csv"),
                "id,at,note\n1" + row + "2" + row + "3,2026-02-01T09:00:00Z," + noise + "\n4" + row);
        String[] replay = {"replay", "--schema", schema.toString(), "--input", input.toString()};
        JsonNode failure = failing(ExitCode.FAILURE.code(), replay);

        assertThat(failure.path("error").path("message").textValue())
                .startsWith("Cannot send line 4 of " + input + " to topic orders_failing: ");
        assertThat(failure.path("error").path("remedy").textValue())
                .startsWith(failure.path("done").path("sent") + " sent before that; go on with --skip-rows 2");
        assertThat(records("orders_failing"))
                .hasSize(failure.path("done").path("sent").intValue());

        run(Stream.concat(Stream.of(replay), Stream.of("--skip-rows", "3")).toArray(String[]::new));
        assertThat(records("orders_failing"))
                .extracting(one -> Validator.read(text(one.value())).path("id").textValue())
                .contains("1", "2", "4")
                .doesNotContain("3");
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

        assertThat(exit).isEqualTo(ExitCode.FAILURE.code());
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
