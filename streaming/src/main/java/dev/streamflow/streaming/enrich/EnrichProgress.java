package dev.streamflow.streaming.enrich;

import dev.streamflow.cli.CommandException;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.streaming.query.LiveProgress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the outputs are, by their own ends: in real-time mode Spark says it only once in a batch. A record that
 * Kafka's transactions put at the end of a partition counts as lag until another one follows.
 */
final class EnrichProgress implements AutoCloseable {
    private final EnrichTarget target;
    private final int partitions;
    private final Cluster cluster;
    private final OutputTail tail;
    private final Map<TopicPartition, Long> begin;

    EnrichProgress(KafkaOptions kafka, EnrichTarget target, int partitions) {
        this.target = target;
        this.partitions = partitions;
        this.cluster = Cluster.connect(kafka);
        this.tail = target.tail();
        this.begin = offsets(OffsetSpec.latest(), target.enriched(), target.rejected());
    }

    /** Empty while Kafka does not answer. Asked by the listener of Spark's batches too. */
    synchronized Optional<LiveProgress> now() {
        try {
            return Optional.of(look());
        } catch (KafkaException | CommandException e) {
            return Optional.empty();
        }
    }

    private LiveProgress look() {
        Map<TopicPartition, Long> ends = offsets(OffsetSpec.latest(), target.topic());
        Map<TopicPartition, Long> starts = offsets(OffsetSpec.earliest(), target.topic());
        Map<TopicPartition, Long> next = new HashMap<>();
        Map<TopicPartition, Long> lag = new HashMap<>();
        ends.forEach((source, end) -> {
            OptionalLong last = last(source.partition());
            last.ifPresent(offset -> next.put(source, offset + 1));
            lag.put(source, Math.max(0, end - (last.isPresent() ? last.getAsLong() + 1 : starts.get(source))));
        });
        Map<TopicPartition, Long> written = offsets(OffsetSpec.latest(), target.enriched(), target.rejected());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("enriched", written(written, target.enriched()));
        figures.put("rejected", written(written, target.rejected()));
        return new LiveProgress(next, lag, figures);
    }

    private OptionalLong last(int partition) {
        OptionalLong enriched = tail.last(new TopicPartition(target.enriched(), partition));
        OptionalLong rejected = tail.last(new TopicPartition(target.rejected(), partition));
        if (enriched.isPresent() && rejected.isPresent()) {
            return OptionalLong.of(Math.max(enriched.getAsLong(), rejected.getAsLong()));
        }
        return enriched.isPresent() ? enriched : rejected;
    }

    /** Since this process began. */
    private long written(Map<TopicPartition, Long> ends, String topic) {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().topic().equals(topic))
                .mapToLong(end -> end.getValue() - begin.getOrDefault(end.getKey(), 0L))
                .sum();
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which, String... topics) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (String topic : topics) {
            for (int partition = 0; partition < partitions; partition++) {
                wanted.put(new TopicPartition(topic, partition), which);
            }
        }
        Map<TopicPartition, ListOffsetsResultInfo> found =
                cluster.await(cluster.admin().listOffsets(wanted).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    @Override
    public synchronized void close() {
        tail.close();
        cluster.close();
    }
}
