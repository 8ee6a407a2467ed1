package dev.streamflow.producers.send;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.producers.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to a topic: acknowledged by all replicas, idempotent, lz4, the record's time stamp being the event's. The first record
 * that cannot be delivered fails the next call.
 */
public final class RecordSender implements AutoCloseable {
    /** Batches large enough for lz4 to pay; a record waits at most 20 ms for company. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "client.id",
            "streamflow-producer",
            "acks",
            "all",
            "enable.idempotence",
            true,
            "compression.type",
            "lz4",
            "linger.ms",
            20,
            "batch.size",
            256 * 1024,
            "buffer.memory",
            64L * 1024 * 1024,
            "max.block.ms",
            30_000,
            "key.serializer",
            ByteArraySerializer.class.getName(),
            "value.serializer",
            ByteArraySerializer.class.getName());

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Callback callback = (sent, problem) -> {
        if (problem != null) {
            failure.compareAndSet(null, problem);
        }
    };
    private long bytes;

    /** @throws CommandException if the settings are wrong */
    public RecordSender(KafkaOptions options, String topic) {
        this.topic = topic;
        try {
            this.producer = new KafkaProducer<>(options.client(SETTINGS));
        } catch (KafkaException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        }
    }

    /** @throws CommandException if it, or one before it, cannot be delivered */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what the future would tell, without waiting
    public void send(Event event) {
        check();
        byte[] value = event.value().toByteArray();
        long millis = Math.max(0, Math.floorDiv(event.micros(), 1000L));
        try {
            producer.send(new ProducerRecord<>(topic, null, millis, event.keyOrNull(), value), callback);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (KafkaException | IllegalArgumentException e) {
            throw failed(e);
        }
        bytes += value.length;
    }

    /** Waits until all that was sent is acknowledged. */
    public void flush() {
        producer.flush();
        check();
    }

    /** The bytes of the values sent. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        producer.close(failure.get() == null ? Duration.ofSeconds(30) : Duration.ZERO);
    }

    private void check() {
        if (failure.get() != null) {
            throw failed(failure.get());
        }
    }

    private CommandException failed(Throwable cause) {
        return new OperationFailedException(
                "Cannot send to topic " + topic + ": " + cause.getMessage(),
                "Records before it may have arrived; sending again makes duplicates of them.",
                cause);
    }
}
