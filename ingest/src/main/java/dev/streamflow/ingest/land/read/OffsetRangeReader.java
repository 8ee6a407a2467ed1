package dev.streamflow.ingest.land.read;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads exactly the offsets of a plan, each partition in its order. */
public final class OffsetRangeReader {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final BooleanSupplier stopped;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final String topic;
    private final Duration patience;
    private long progress = -1;
    private long progressAt = System.nanoTime();

    public OffsetRangeReader(TopicLog log, Plan plan, BooleanSupplier stopped) {
        this.consumer = log.consumer();
        this.stopped = stopped;
        this.topic = log.name();
        this.patience = log.patience();
        List<OffsetRange> ranges =
                plan.partitions().stream().filter(OffsetRange::hasOffsets).toList();
        ranges.forEach(range -> ends.put(log.at(range.partition()), range.end()));
        consumer.assign(ends.keySet());
        ranges.forEach(range -> consumer.seek(log.at(range.partition()), range.start()));
    }

    /** Takes records of one partition in the order of their offsets. */
    public interface Sink {
        void accept(int partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records);
    }

    /**
     * Returns when every partition's position has reached its end. The last record does not tell: behind it may be
     * transaction markers, aborted records, offsets that compaction has emptied.
     */
    public void read(Sink sink) {
        while (!ends.isEmpty()) {
            ConsumerRecords<ByteBuffer, ByteBuffer> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                sink.accept(partition.partition(), within(records.records(partition), ends.get(partition)));
            }
            boolean finished = removeFinished(records);
            if (finished) {
                consumer.assign(ends.keySet());
            }
            checkProgress(records.isEmpty() && !finished);
        }
        consumer.unsubscribe();
    }

    private boolean removeFinished(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
        if (records.isEmpty()) {
            return ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        boolean finished = false;
        for (TopicPartition partition : records.partitions()) {
            if (consumer.position(partition) >= ends.get(partition)) {
                ends.remove(partition);
                finished = true;
            }
        }
        return finished;
    }

    private static List<ConsumerRecord<ByteBuffer, ByteBuffer>> within(
            List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, long end) {
        int size = records.size();
        while (size > 0 && records.get(size - 1).offset() >= end) {
            size--;
        }
        return records.subList(0, size);
    }

    private void checkProgress(boolean idle) {
        if (stopped.getAsBoolean()) {
            throw new OperationFailedException(
                    "Cannot land " + topic + ": stopped", "The next run goes on with the same plan.");
        }
        long now = System.nanoTime();
        if (!idle) {
            progressAt = now;
            return;
        }
        long positions = ends.keySet().stream().mapToLong(consumer::position).sum();
        if (positions != progress) {
            progress = positions;
            progressAt = now;
        } else if (now - progressAt > patience.toNanos()) {
            throw new OperationFailedException(
                    "Cannot land " + topic + ": no record of " + ends.keySet() + " arrived for " + patience.toSeconds()
                            + " s",
                    "See whether the broker is well, and run it again.");
        }
    }
}
