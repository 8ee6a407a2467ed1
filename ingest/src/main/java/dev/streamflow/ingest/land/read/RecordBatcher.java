package dev.streamflow.ingest.land.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gathers what polls return into batches worth waking a thread for. */
public final class RecordBatcher {
    private static final int BATCH_BYTES = 256 << 10;
    /** What a record weighs beside its key and value. */
    private static final int RECORD_BYTES = 150;

    private final BiConsumer<Integer, Batch> sink;
    private final Map<Integer, Batch> waiting = new HashMap<>();

    public RecordBatcher(BiConsumer<Integer, Batch> sink) {
        this.sink = sink;
    }

    public void add(int partition, List<ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
        Batch batch = waiting.computeIfAbsent(partition, missing -> new Batch());
        batch.add(records);
        if (batch.bytes() >= BATCH_BYTES) {
            waiting.remove(partition);
            sink.accept(partition, batch);
        }
    }

    /** Hands over what is left. */
    public void flush() {
        waiting.forEach(sink);
        waiting.clear();
    }

    /** Records of one partition in their order. */
    public static final class Batch {
        private final List<List<ConsumerRecord<ByteBuffer, ByteBuffer>>> polls = new ArrayList<>();
        private int size;
        private long bytes;

        private void add(List<ConsumerRecord<ByteBuffer, ByteBuffer>> records) {
            polls.add(records);
            size += records.size();
            for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
                bytes += RECORD_BYTES + record.serializedKeySize() + record.serializedValueSize();
            }
        }

        public int size() {
            return size;
        }

        /** About what it takes in memory. */
        public int bytes() {
            return (int) Math.min(Integer.MAX_VALUE, bytes);
        }

        public void forEach(Consumer<ConsumerRecord<ByteBuffer, ByteBuffer>> action) {
            polls.forEach(records -> records.forEach(action));
        }
    }
}
