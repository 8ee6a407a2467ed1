package dev.streamflow.streaming.purchases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.Topics;
import dev.streamflow.streaming.LiveTestOptions;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A schema with a topic of its own, records of it, and what they have to add up to. */
final class PurchaseTopic {
    /** Keeps the zeros at the end of an amount. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Fields are called otherwise than those of purchases, one is nested, and nothing is derived. */
    static final String SCHEMA = """
            {"type": "object", "description": "Fares", "properties": {
               "ride": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
               "bike": {"type": "object", "properties": {"kind": {"type": "string"}}},
               "fare": {"type": "number", "multipleOf": 0.01, "minimum": -1000}},
             "required": ["ride", "at", "fare"], "x-id": "ride", "x-event-time": {"field": "at"},
             "x-topic": {"partitions": 2},
             "x-aggregate": {"dimensions": ["bike_kind"], "measures": ["fare"]}}
            """;

    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> sent = new ArrayList<>();

    PurchaseTopic(String servers, String name) {
        this.name = name;
        try (Cluster cluster = Cluster.connect(LiveTestOptions.kafka(servers))) {
            new Topics(cluster).create(name, 2, Map.of());
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "linger.ms", 5);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Every value that has been sent and is not null. */
    List<String> sent() {
        return sent;
    }

    void send(String... values) throws Exception {
        List<Future<RecordMetadata>> sending = new ArrayList<>();
        for (String value : values) {
            sending.add(producer.send(new ProducerRecord<>(name, value == null ? null : value.getBytes(UTF_8))));
            if (value != null) {
                sent.add(value);
            }
        }
        for (Future<RecordMetadata> one : sending) {
            one.get();
        }
    }

    void send(byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(name, value)).get();
    }

    /** Fares of three days and four kinds; each tenth record is a duplicate of the one before. */
    void fares(int from, int count) throws Exception {
        Random random = new Random(from);
        List<String> values = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            values.add(fare("R" + i, "2026-03-0" + (1 + i % 3) + "T10:00:00Z", "k" + i % 4, random.nextInt(100_000)));
            if (i % 10 == 0) {
                values.add(values.get(values.size() - 1));
            }
        }
        send(values.toArray(String[]::new));
    }

    static String fare(String ride, String at, String kind, int cents) {
        return String.format(
                Locale.ROOT,
                "{\"ride\":\"%s\",\"at\":\"%s\",\"bike\":{\"kind\":\"%s\"},\"fare\":%s}",
                ride,
                at,
                kind,
                BigDecimal.valueOf(cents, 2));
    }

    /** What the records add up to, computed by another engine from what was sent. */
    Map<String, List<String>> expected(Path folder) throws Exception {
        Path lines = Files.write(Files.createTempFile(folder, "sent", ".jsonl"), sent);
        Map<String, List<String>> days = new TreeMap<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection.createStatement().executeQuery("""
                        WITH events AS (
                          SELECT DISTINCT ON (ride, substr("at", 1, 10)) substr("at", 1, 10) AS day, fare::DECIMAL(18, 2) AS fare
                          FROM read_json('%s', format='newline_delimited',
                               columns={ride: 'VARCHAR', 'at': 'VARCHAR', fare: 'VARCHAR'}))
                        SELECT day, sum(fare), sum(sum(fare)) OVER (ORDER BY day), count(*) FROM events GROUP BY day
                        """.formatted(lines))) {
            while (rows.next()) {
                days.put(rows.getString(1), List.of(rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return days;
    }

    /** What these lines say of each date at last. */
    static Map<String, List<String>> days(List<JsonNode> lines) {
        Map<String, List<String>> days = new TreeMap<>();
        lines.forEach(line -> line.path("days")
                .forEach(day -> days.put(
                        day.path("date").asText(),
                        List.of(
                                day.path("dailyTotal").decimalValue().toPlainString(),
                                day.path("runningTotal").decimalValue().toPlainString(),
                                day.path("transactions").asText()))));
        return days;
    }

    void close() {
        producer.close();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
