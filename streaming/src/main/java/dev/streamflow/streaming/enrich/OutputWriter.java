package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.OperationFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes output records in the order of their source, each to the partition of its source, as soon as it is there. What
 * the enriched topic finds too large goes to the rejected one, and what that finds too large goes there without its
 * value: no record stops the others.
 */
final class OutputWriter implements AutoCloseable {
    /** The reason of a record that is larger than its topic takes. */
    static final String TOO_LARGE = "record:size";

    /** Of a record, and of what waits to be sent; each partition's task has a producer of its own. */
    private static final int LARGEST = 64 << 20;

    private static final long LOOK_NANOS = Duration.ofMillis(1).toNanos();

    private final KafkaProducer<byte[], byte[]> producer;
    private final EnrichTarget target;
    private final ExecutorService again = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "enrich-too-large");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();

    OutputWriter(EnrichTarget target) {
        this.target = target;
        Map<String, Object> settings = new HashMap<>(Map.of(
                "client.id", "streamflow-enrich",
                "linger.ms", "0",
                "compression.type", "lz4",
                "buffer.memory", Long.toString(LARGEST),
                "max.request.size", Integer.toString(LARGEST)));
        settings.putAll(target.client());
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Begins to write a clean record.
     *
     * @param value what stands for {@code source.value()} in the enriched topic; null for a tombstone
     */
    void enriched(SourceRecord source, byte[] value) {
        send(target.enriched(), source, value, List.of(), () -> rejected(source, List.of(TOO_LARGE)));
    }

    /** Begins to write a record that is not clean, as it was sent. */
    void rejected(SourceRecord source, List<String> reasons) {
        send(target.rejected(), source, source.value(), reasons, () -> {
            List<String> all = new ArrayList<>(reasons);
            if (!all.contains(TOO_LARGE)) {
                all.add(TOO_LARGE);
            }
            send(target.rejected(), source.withoutForeignHeaders(), null, all, null);
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of it
    private void send(String topic, SourceRecord source, byte[] value, List<String> reasons, Runnable tooLarge) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, source.partition(), source.timestamp(), source.key(), value, headers(source, reasons));
        sent.incrementAndGet();
        producer.send(record, (metadata, problem) -> {
            if (problem instanceof RecordTooLargeException && tooLarge != null) {
                // Not by this thread, which the producer needs for its answers.
                again.execute(() -> {
                    tooLarge.run();
                    acknowledged.incrementAndGet();
                });
                return;
            } else if (problem != null) {
                failure.compareAndSet(null, problem);
            }
            acknowledged.incrementAndGet();
        });
    }

    private List<Header> headers(SourceRecord source, List<String> reasons) {
        List<Header> headers = new ArrayList<>(source.headers());
        headers.addAll(source.position(target.topicId()).headers(target.topic()));
        if (!reasons.isEmpty()) {
            String json = "[\"" + String.join("\",\"", reasons) + "\"]";
            headers.add(new RecordHeader(SourcePosition.REASONS, json.getBytes(UTF_8)));
        }
        return headers;
    }

    /** @throws OperationFailedException if a record that was sent before could not be written */
    void check() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new OperationFailedException(
                    "Cannot write to " + target.enriched() + " or " + target.rejected() + ": " + problem.getMessage(),
                    null,
                    problem);
        }
    }

    /**
     * Waits until everything is written.
     *
     * @throws OperationFailedException if something could not be
     */
    void flush() {
        producer.flush();
        // A record that is too large is sent again after the answer to its first try.
        while (acknowledged.get() < sent.get()) {
            check();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        check();
    }

    /**
     * Gives up what is not written yet: nothing of it may arrive later, when another task has looked what was written.
     */
    @Override
    public void close() {
        again.shutdownNow();
        producer.close(Duration.ZERO);
    }
}
