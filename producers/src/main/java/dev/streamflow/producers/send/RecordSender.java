package dev.streamflow.producers.send;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.TimestampLimits;
import dev.streamflow.producers.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events to a topic: acknowledged by all replicas, idempotent, lz4. A record's time stamp is that of its event,
 * or the time of sending where the topic would refuse that. Events are numbered from 1.
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
    private final TimestampLimits limits;
    private final Clock clock;
    private final Deliveries deliveries = new Deliveries();
    private long number;
    private long bytes;
    private long restamped;
    private long firstRestamped;

    /**
     * @param limits which time stamps the topic takes
     * @throws CommandException if the settings are wrong
     */
    public RecordSender(KafkaOptions options, String topic, TimestampLimits limits, Clock clock) {
        this.topic = topic;
        this.limits = limits;
        this.clock = clock;
        try {
            this.producer = new KafkaProducer<>(options.client(SETTINGS));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OperationFailedException(
                    "Cannot send to topic " + topic + ": " + cause.getMessage(), null, cause);
        }
    }

    /** Sends the next event; {@code false}, sending nothing, once one before it could not be delivered. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees what the future would tell, without waiting
    public boolean send(Event event) {
        if (deliveries.failed()) {
            return false;
        }
        byte[] value = event.value().toByteArray();
        long own = ++number;
        Callback callback = (sent, problem) -> deliveries.ended(own, problem);
        try {
            producer.send(new ProducerRecord<>(topic, null, stamp(event), event.keyOrNull(), value), callback);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
            deliveries.ended(own, e);
        } catch (KafkaException | IllegalArgumentException e) {
            deliveries.ended(own, e);
        }
        bytes += value.length;
        return true;
    }

    private long stamp(Event event) {
        long millis = Math.max(0, Math.floorDiv(event.micros(), 1000L));
        long now = clock.millis();
        if (limits.take(millis, now)) {
            return millis;
        }
        firstRestamped = restamped++ == 0 ? number : firstRestamped;
        return now;
    }

    /** Waits until of all that was sent it is known what became of it. */
    public Deliveries flush() {
        producer.flush();
        return deliveries;
    }

    /** The bytes of the values sent. */
    public long bytes() {
        return bytes;
    }

    /** How many records have the time of sending, since the topic would have refused the time of their event. */
    public long restamped() {
        return restamped;
    }

    /** The number of the first of them; 0 where there is none. */
    public long firstRestamped() {
        return firstRestamped;
    }

    public String topic() {
        return topic;
    }

    public TimestampLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        producer.close(deliveries.failed() ? Duration.ZERO : Duration.ofSeconds(30));
    }
}
