package dev.streamflow.streaming.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.Program;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.streaming.LiveTestOptions;
import dev.streamflow.streaming.SharedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes through landing and etl, and through a stream: the same verdict on each record. */
class ITParity {
    /** {@code -Dparity.values=20000} for more of them. */
    private static final int VALUES = Integer.getInteger("parity.values", 1500);

    private static final String TOPIC = "parity";
    private static final String DOCUMENT = """
            {"description": "Whatever", "type": "object",
             "properties": {
               "id": {"type": "string"},
               "at": {"type": "string", "format": "date-time"},
               "count": {"type": "integer", "minimum": 0, "maximum": 1000000},
               "price": {"type": "number", "multipleOf": 0.01, "minimum": 0},
               "total": {"type": "number", "multipleOf": 0.01},
               "score": {"type": "number"},
               "flag": {"type": "boolean"},
               "day": {"type": "string", "format": "date"},
               "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
               "geo": {"type": "object", "properties": {"country": {"type": "string", "enum": ["DE", "İ"]}}},
               "items": {"type": "array", "items": {"type": "object",
                 "properties": {"n": {"type": "integer"}}, "required": ["n"]}}
             },
             "required": ["at", "count", "price"],
             "x-event-time": {"field": "at"},
             "x-derived": {"total": "ROUND(count * price, 2)"},
             "x-rules": {"cheap": "price < 1000 OR count = 1", "country_with_tags": "size(tags) = 0 OR geo.country IS NOT NULL"},
             "x-aggregate": {"dimensions": ["flag"], "measures": ["count"]}}
            """;
    private static final EventSchema SCHEMA = SchemaReader.parse(TOPIC, DOCUMENT);
    private static final Instant DAY = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> ABSURD = List.of(
            "1e400",
            "-0",
            "1e-400",
            "123456789012345678901234567890",
            "0.1e1",
            "9".repeat(2_000),
            "1E+2147483648",
            "01",
            "NaN",
            "\"1\"",
            "null",
            "true",
            "[]",
            "{}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"40000-01-01T00:00:00Z\"",
            "\"2026-03-01\"",
            "1767225600000000000",
            "\"2026-02-30T00:00:00Z\"",
            "-1",
            "0.001",
            "\"\"");

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("parity.seed", 17));
    private final SparkSession spark = LiveTestOptions.spark();

    @Test
    void theSameVerdictOnTheSameBytes() throws Exception {
        SharedBroker.create(TOPIC, 2);
        List<byte[]> values = values();
        for (int i = 0; i < values.size(); i++) {
            SharedBroker.send(TOPIC, i % 2, timestamp(i), values.get(i));
        }
        SharedBroker.flush();

        Map<String, String> live = live();
        Map<String, String> batch = batch();

        assertThat(live).hasSize(values.size());
        assertThat(live.values()).filteredOn("ArraySeq()"::equals).hasSizeGreaterThan(VALUES / 10);
        live.values().removeIf(verdict -> verdict.equals("ArraySeq()") || verdict.equals("ArraySeq(tombstone)"));
        assertThat(live).isEqualTo(batch);
    }

    /** Kafka takes any number for a time stamp. */
    private static long timestamp(int index) {
        return switch (index % 50) {
            case 1 -> 1_767_225_600_000_000_000L;
            case 2 -> Long.MAX_VALUE;
            case 3 -> 253_402_300_800_000L;
            case 4 -> 0;
            default -> DAY.toEpochMilli();
        };
    }

    private List<byte[]> values() throws IOException {
        List<byte[]> values = new ArrayList<>();
        String event = event();
        for (var charset : List.of(UTF_16, UTF_16LE, ISO_8859_1)) {
            values.add(event.replace("DE", "Düsseldorf").getBytes(charset));
        }
        values.add(("\ufeff" + event).getBytes(UTF_8));
        values.add(new byte[0]);
        values.add(null);
        values.add(new byte[1000]);
        values.add((event + "\0\0").getBytes(UTF_8));
        values.add((event + event).getBytes(UTF_8));
        values.add((event + ",").getBytes(UTF_8));
        values.add(("{\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "," + event.substring(1)).getBytes(UTF_8));
        values.add(("{\"deep\":" + "{\"a\":".repeat(500) + "1" + "}".repeat(500) + "," + event.substring(1))
                .getBytes(UTF_8));
        values.add(("{\"long\":\"" + "ü".repeat(500_000) + "\"," + event.substring(1)).getBytes(UTF_8));
        values.add(event.replace("\"a1\"", "\"" + "x".repeat(1 << 20) + "\"").getBytes(UTF_8));
        values.add(("{\"" + "k".repeat(200_000) + "\":1," + event.substring(1)).getBytes(UTF_8));
        while (values.size() < VALUES) {
            values.add(mutated());
        }
        Collections.shuffle(values, random);
        return values;
    }

    private String event() {
        int count = random.nextInt(20);
        int cents = random.nextInt(100_000);
        return "{\"id\":\"a1\",\"at\":\"" + DAY.plusSeconds(random.nextInt(3600)) + "\",\"count\":" + count
                + ",\"price\":"
                + java.math.BigDecimal.valueOf(cents, 2) + ",\"score\":1.5,\"flag\":true,\"day\":\"2026-03-01\","
                + "\"tags\":[\"a\",\"b\"],\"geo\":{\"country\":\"DE\"},\"items\":[{\"n\":1},{\"n\":2}],\"ö\":\"\\u00e4\"}";
    }

    /** An event with some damage or none. */
    private byte[] mutated() throws IOException {
        String event = event();
        for (int i = random.nextInt(3); i > 0; i--) {
            String field = List.of(
                            "id", "at", "count", "price", "total", "score", "flag", "day", "tags", "geo", "items")
                    .get(random.nextInt(11));
            String value = ABSURD.get(random.nextInt(ABSURD.size()));
            event = random.nextBoolean()
                    ? "{\"" + field + "\":" + value + "," + event.substring(1)
                    : event.replaceFirst(
                            "\"" + field + "\":(\"[^\"]*\"|[0-9.]+|true)",
                            java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value));
        }
        byte[] bytes = event.getBytes(UTF_8);
        return switch (random.nextInt(8)) {
            case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 2 -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                int cut = random.nextInt(bytes.length);
                out.write(bytes, 0, cut);
                out.write(List.of(
                                new byte[] {0},
                                new byte[] {(byte) 0xc3},
                                new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                                "\n ".getBytes(UTF_8))
                        .get(random.nextInt(4)));
                out.write(bytes, cut, bytes.length - cut);
                yield out.toByteArray();
            }
            default -> bytes;
        };
    }

    /** By partition and offset the reasons that a streaming query finds; it reads all of the topic and ends. */
    private Map<String, String> live() throws Exception {
        Map<String, String> verdicts = Collections.synchronizedMap(new TreeMap<>());
        KafkaSource source = new KafkaSource(SharedBroker.options(), TOPIC, KafkaSource.From.EARLIEST, 400);
        StreamingQuery query = KafkaRecords.checked(SCHEMA, source.load(spark))
                .select("_partition", "_offset", "_reasons")
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch((rows, batch) -> {
                    for (Row row : rows.collectAsList()) {
                        verdicts.put(
                                row.getInt(0) + "/" + row.getLong(1), row.get(2).toString());
                    }
                })
                .start();
        query.awaitTermination();
        return verdicts;
    }

    /** By partition and offset the reasons that landing and etl find. */
    private Map<String, String> batch() throws Exception {
        Path schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(schemas.resolve(TOPIC + ".json"), DOCUMENT);
        String landing = folder.resolve("landing").toString();
        run(
                IngestProgram.command(),
                "land",
                "--topic",
                TOPIC,
                "--schemas",
                schemas.toString(),
                "--landing",
                landing,
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--compression",
                "none",
                "--max-rejected",
                "1");
        Map<String, String> verdicts = new TreeMap<>();
        rejected(Path.of(landing, TOPIC), verdicts);
        String lake = folder.resolve("lake").toString();
        for (String date : dates(Path.of(landing, TOPIC))) {
            run(
                    new EtlProgram(),
                    "etl",
                    "--date",
                    date,
                    "--topics",
                    TOPIC,
                    "--landing",
                    landing,
                    "--lake",
                    lake,
                    "--schemas",
                    schemas.toString(),
                    "--products",
                    "../data/reference/products.csv");
        }
        for (Row row : spark.read()
                .parquet(lake + "/quarantine/" + TOPIC)
                .select("_partition", "_offset", "_reasons")
                .collectAsList()) {
            verdicts.put(row.getInt(0) + "/" + row.getLong(1), row.get(2).toString());
        }
        return verdicts;
    }

    private static void run(Object program, String... args) {
        StringWriter err = new StringWriter();
        StringWriter out = new StringWriter();
        int exit = Program.run(program, new PrintWriter(out, true), new PrintWriter(err, true), args);
        assertThat(exit).as(out + "\n" + err).isZero();
    }

    private static void rejected(Path landed, Map<String, String> verdicts) throws IOException {
        try (Stream<Path> files = Files.walk(landed)) {
            for (Path file : files.filter(path -> path.getParent().endsWith("rejected") && Files.isRegularFile(path))
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode record = new ObjectMapper().readTree(line);
                    JsonNode at = record.path("_kafka");
                    verdicts.put(
                            at.path("p").asInt() + "/" + at.path("o").asLong(),
                            "ArraySeq(json:" + record.path("reason").asText() + ")");
                }
            }
        }
    }

    private static List<String> dates(Path landed) throws IOException {
        try (Stream<Path> files = Files.list(landed)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("dt="))
                    .map(name -> name.substring(3))
                    .sorted()
                    .toList();
        }
    }
}
