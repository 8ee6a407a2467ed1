package dev.streamflow.ingest.land.read;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.land.plan.LogOffsets;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** A topic's log as a reader of committed records sees it. */
public final class TopicLog implements LogOffsets, AutoCloseable {
    private static final Duration GROUP_PATIENCE = Duration.ofSeconds(10);
    private static final String API_TIMEOUT = "default.api.timeout.ms";

    /**
     * What bounds the memory of reading: a fetch is at most fetch.max.bytes per broker however many partitions there
     * are, and a poll unpacks at most max.poll.records of it. More records a poll cost no less CPU per record, fewer
     * cost more.
     */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "client.id",
            "streamflow-land",
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "none",
            "enable.auto.commit",
            "false",
            "max.poll.records",
            "500",
            "max.partition.fetch.bytes",
            Integer.toString(1 << 20),
            "fetch.max.bytes",
            Integer.toString(8 << 20),
            API_TIMEOUT,
            "60000");

    private final String name;
    private final Cluster cluster;
    private final Topics topics;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final Duration patience;

    /** @param group whose offsets show people how far landing is */
    public TopicLog(Cluster cluster, KafkaOptions options, String name, String group) {
        this.name = name;
        this.cluster = cluster;
        this.topics = new Topics(cluster);
        Map<String, Object> settings = options.client(DEFAULTS);
        settings.put("group.id", group);
        this.patience = Duration.ofMillis(Long.parseLong((String) settings.get(API_TIMEOUT)));
        this.consumer = new KafkaConsumer<>(settings, new ByteBufferDeserializer(), new ByteBufferDeserializer());
    }

    String name() {
        return name;
    }

    /**
     * The topic as it is now.
     *
     * @param verb for the message
     * @throws CommandException if there is no such topic
     */
    public TopicDescription describe(String verb) {
        return topics.find(name)
                .orElseThrow(() -> new OperationFailedException(
                        "Cannot " + verb + " " + name + ": there is no such topic",
                        "Produce into it first, or mend --topic."));
    }

    @Override
    public Map<Integer, Long> starts(Collection<Integer> partitions) {
        return byNumber(consumer.beginningOffsets(named(partitions)));
    }

    @Override
    public Map<Integer, Long> ends(Collection<Integer> partitions) {
        return byNumber(consumer.endOffsets(named(partitions)));
    }

    /**
     * The high watermark of each partition: what lies before it is acknowledged, in transactions that are still open as
     * well.
     */
    public Map<Integer, Long> highWatermarks(Collection<Integer> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        named(partitions).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        cluster.await(cluster.admin().listOffsets(latest, options).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return byNumber(offsets);
    }

    @Override
    public Map<Integer, Long> offsetsAt(Instant time, Collection<Integer> partitions) {
        Map<TopicPartition, Long> times =
                named(partitions).stream().collect(Collectors.toMap(partition -> partition, p -> time.toEpochMilli()));
        Map<Integer, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition.partition(), found.offset());
            }
        });
        return offsets;
    }

    /** Shows the group at these offsets. */
    public void commitGroup(Map<Integer, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> named = new HashMap<>();
        offsets.forEach((partition, offset) -> named.put(at(partition), new OffsetAndMetadata(offset)));
        consumer.commitSync(named, GROUP_PATIENCE);
    }

    /** How long to wait for a broker that gives nothing: what Kafka's client itself waits for an answer. */
    Duration patience() {
        return patience;
    }

    KafkaConsumer<ByteBuffer, ByteBuffer> consumer() {
        return consumer;
    }

    TopicPartition at(int partition) {
        return new TopicPartition(name, partition);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private List<TopicPartition> named(Collection<Integer> partitions) {
        return partitions.stream().map(this::at).toList();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> numbered = new TreeMap<>();
        offsets.forEach((partition, offset) -> numbered.put(partition.partition(), offset));
        return numbered;
    }
}
