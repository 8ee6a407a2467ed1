package dev.streamflow.streaming.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.kafka.KafkaOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Commits a query's offsets to a consumer group, so that tools show its lag; Spark itself commits none and the query
 * never reads them.
 */
public final class GroupOffsets implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 5_000;

    private final String group;
    private final String servers;
    private final Admin admin;

    public GroupOffsets(KafkaOptions kafka, String group) {
        this.group = group;
        this.servers = kafka.bootstrapServers();
        this.admin = Admin.create(kafka.client(Map.of(
                "client.id",
                "streamflow-" + group,
                "request.timeout.ms",
                PATIENCE_MILLIS,
                "default.api.timeout.ms",
                PATIENCE_MILLIS)));
    }

    /** Begins to commit where a batch ended; a failure only means that people see it later. */
    void commit(StreamingQueryProgress batch) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (SourceProgress source : batch.sources()) {
            next.putAll(offsets(source.endOffset()));
        }
        commit(next);
    }

    /** Begins to commit these offsets, each that of the next record. */
    void commit(Map<TopicPartition, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        try {
            if (!offsets.isEmpty()) {
                admin.alterConsumerGroupOffsets(group, offsets);
            }
        } catch (KafkaException e) {
            System.err.println("Warning: cannot show group " + group + " its offsets: " + e.getMessage());
        }
    }

    /** Why Kafka does not answer; empty where it does. */
    Optional<String> outage() {
        try {
            admin.describeCluster().nodes().get();
            return Optional.empty();
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("Kafka at " + servers + " does not answer: " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** How many records each partition has that the batch had not read, by {@code topic-partition}. */
    static Map<String, Long> lag(StreamingQueryProgress batch) {
        Map<String, Long> lag = new TreeMap<>();
        for (SourceProgress source : batch.sources()) {
            Map<TopicPartition, Long> read = offsets(source.endOffset());
            offsets(source.latestOffset())
                    .forEach((partition, end) ->
                            lag.put(partition.toString(), Math.max(0, end - read.getOrDefault(partition, 0L))));
        }
        return lag;
    }

    /** Spark writes {@code {"sales":{"0":123}}}; other sources have offsets of other kinds. */
    private static Map<TopicPartition, Long> offsets(String json) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        if (json == null) {
            return offsets;
        }
        try {
            JSON.readValue(json, new TypeReference<Map<String, Map<Integer, Long>>>() {})
                    .forEach((topic, partitions) -> partitions.forEach(
                            (partition, offset) -> offsets.put(new TopicPartition(topic, partition), offset)));
        } catch (JsonProcessingException e) {
            return Map.of();
        }
        return offsets;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
