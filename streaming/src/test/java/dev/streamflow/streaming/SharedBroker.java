package dev.streamflow.streaming;

import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.events.model.Topic;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One broker for all tests of a JVM; each test has topics of its own. */
public final class SharedBroker {
    private static final EmbeddedBroker BROKER = start();
    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers(), "max.request.size", 8 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private static final Queue<Future<RecordMetadata>> SENT = new ConcurrentLinkedQueue<>();

    private SharedBroker() {}

    private static EmbeddedBroker start() {
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(Files.createTempDirectory("broker"));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String bootstrapServers() {
        return BROKER.bootstrapServers();
    }

    /** The options of a command that is given this broker. */
    public static KafkaOptions options() {
        return LiveTestOptions.kafka(bootstrapServers());
    }

    /** Creates a topic that takes records of any time stamp. */
    public static void create(String topic, int partitions) {
        try (Cluster cluster = Cluster.connect(options())) {
            new Topics(cluster).ensure(new Topic(topic, Optional.empty(), partitions, Optional.empty()));
        }
    }

    /** Deletes a topic with everything in it, and makes another one of its name. */
    public static void createAnew(String topic, int partitions) {
        try (Cluster cluster = Cluster.connect(options())) {
            cluster.await(cluster.admin().deleteTopics(List.of(topic)).all());
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (new Topics(cluster).find(topic).isPresent()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(topic + " is still there");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        create(topic, partitions);
    }

    /** Deletes what each partition has before an offset, as retention does. */
    public static void deleteRecords(String topic, int partitions, long before) {
        Map<TopicPartition, RecordsToDelete> gone = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            gone.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before));
        }
        try (Cluster cluster = Cluster.connect(options())) {
            cluster.await(cluster.admin().deleteRecords(gone).all());
        }
    }

    /** Sends a value and does not wait; {@link #flush} does. */
    public static void send(String topic, int partition, long timestamp, byte[] value) {
        SENT.add(PRODUCER.send(new ProducerRecord<>(topic, partition, timestamp, null, value)));
    }

    /** The same with a key and headers. */
    public static void send(
            String topic, int partition, long timestamp, byte[] key, byte[] value, List<Header> headers) {
        SENT.add(PRODUCER.send(new ProducerRecord<>(topic, partition, timestamp, key, value, headers)));
    }

    /** Waits until all that was sent is in its topic. */
    public static void flush() {
        PRODUCER.flush();
        try {
            for (Future<RecordMetadata> sent = SENT.poll(); sent != null; sent = SENT.poll()) {
                sent.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
