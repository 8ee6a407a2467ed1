package dev.streamflow.streaming.enrich;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The end of an output partition, which says how far its source partition has been written. Within it source offsets
 * rise: it has one writer and one source partition. Not thread-safe.
 */
final class OutputTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** How much further back each look is than the one before. */
    private static final int STRIDE = 8;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topicId;

    /**
     * @param client the settings of Kafka's clients
     * @param topicId of the source; what comes from an earlier topic of that name is not looked at
     */
    OutputTail(Map<String, Object> client, String topicId) {
        this.topicId = requireNonNull(topicId, "topicId is null");
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_uncommitted");
        settings.put("client.id", "streamflow-enrich-tail");
        // A fetch at the very end holds up the next one: whoever seeks back after it would wait for it each time.
        settings.put("fetch.max.wait.ms", "5");
        settings.remove("group.id");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The last source offset in it; empty where there is none. */
    OptionalLong last(TopicPartition output) {
        long end = assign(output);
        long begin = begin(output);
        long step = 1;
        for (long start = end; start > begin; step *= STRIDE) {
            start = Math.max(begin, end - step);
            long[] last = {-1};
            read(output, start, end, offset -> last[0] = Math.max(last[0], offset));
            if (last[0] >= 0) {
                return OptionalLong.of(last[0]);
            }
        }
        return OptionalLong.empty();
    }

    /** Gives every source offset in it that is not before {@code from}. */
    void from(TopicPartition output, long from, LongConsumer written) {
        long end = assign(output);
        long begin = begin(output);
        long start = end;
        for (long step = 1; start > begin; step *= STRIDE) {
            start = Math.max(begin, end - step);
            Optional<SourcePosition> first = first(output, start, end);
            if (first.isPresent()
                    && (!isOurs(first.get(), output) || first.get().offset() < from)) {
                break;
            }
        }
        read(output, start, end, offset -> {
            if (offset >= from) {
                written.accept(offset);
            }
        });
    }

    private long assign(TopicPartition output) {
        consumer.assign(List.of(output));
        return consumer.endOffsets(List.of(output)).get(output);
    }

    private long begin(TopicPartition output) {
        return consumer.beginningOffsets(List.of(output)).get(output);
    }

    /** The first record at or behind an offset that says where it comes from. */
    private Optional<SourcePosition> first(TopicPartition output, long start, long end) {
        consumer.seek(output, start);
        while (consumer.position(output) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Optional<SourcePosition> position = SourcePosition.of(record.headers());
                if (position.isPresent()) {
                    return position;
                }
            }
        }
        return Optional.empty();
    }

    private void read(TopicPartition output, long start, long end, LongConsumer offsets) {
        consumer.seek(output, start);
        while (consumer.position(output) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                SourcePosition.of(record.headers())
                        .filter(position -> isOurs(position, output))
                        .ifPresent(position -> offsets.accept(position.offset()));
            }
        }
    }

    private boolean isOurs(SourcePosition position, TopicPartition output) {
        return position.topicId().equals(topicId) && position.partition() == output.partition();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
