package dev.streamflow.streaming.records;

import dev.streamflow.events.model.EventTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives records whose time stamps are absurd that of 1970-01-01T00:00:00Z, as landing does; see
 * {@link EventTime#ofRecord}.
 */
public final class TimestampClamp implements ConsumerInterceptor<byte[], byte[]> {
    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (isAbsurd(record)) {
                return clamped(records);
            }
        }
        return records;
    }

    private static boolean isAbsurd(ConsumerRecord<?, ?> record) {
        return record.timestamp() != 0 && EventTime.ofRecord(record.timestamp()) == 0;
    }

    private static ConsumerRecords<byte[], byte[]> clamped(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> clamped = new ArrayList<>();
            records.records(partition).forEach(record -> clamped.add(isAbsurd(record) ? atEpoch(record) : record));
            all.put(partition, clamped);
        }
        return new ConsumerRecords<>(all, records.nextOffsets());
    }

    private static ConsumerRecord<byte[], byte[]> atEpoch(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                0,
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                record.headers(),
                record.leaderEpoch(),
                Optional.empty());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Spark commits none.
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // There is nothing to set.
    }
}
