package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One broker for all integration tests of the module, and what they do with it. */
public final class Kafka {
    private static final EmbeddedBroker BROKER = start();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Kafka() {}

    private static EmbeddedBroker start() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "broker-");
            EmbeddedBroker broker = EmbeddedBroker.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String servers() {
        return BROKER.bootstrapServers();
    }

    public static void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    static void create(String topic, int partitions, Map<String, String> settings) {
        create(servers(), new NewTopic(topic, partitions, (short) 1).configs(settings));
    }

    /** Returns when every partition is served: what is sent to one earlier may be lost. */
    static void create(String servers, NewTopic topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(topic)).all().get();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isServed(admin, topic)) {
                assertThat(System.nanoTime()).as("%s is served", topic.name()).isLessThan(deadline);
                Thread.sleep(LOOK_EVERY.toMillis());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isServed(Admin admin, NewTopic topic) throws InterruptedException {
        var ends = IntStream.range(0, topic.numPartitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try {
            admin.describeTopics(List.of(topic.name())).allTopicNames().get();
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(RetriableException.class);
            return false;
        }
    }

    static void delete(String topic) {
        admin(admin -> admin.deleteTopics(List.of(topic)).all());
    }

    /**
     * Another topic of the same name, which brokers may go on taking for the first one until they know of the second.
     */
    public static void recreate(String topic, int partitions) {
        Optional<Uuid> first = id(topic);
        delete(topic);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean created = false;
        while (!created || id(topic).isEmpty() || id(topic).equals(first)) {
            try {
                if (!created) {
                    create(topic, partitions);
                    created = true;
                }
            } catch (IllegalStateException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            assertThat(System.nanoTime()).as("%s is another topic", topic).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Empty where the broker knows no such topic. */
    private static Optional<Uuid> id(String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            return Optional.of(admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId());
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Retention, in an instant. */
    static void deleteBefore(String topic, int partition, long offset) {
        var before = Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset));
        admin(admin -> admin.deleteRecords(before).all());
    }

    static Map<TopicPartition, Long> groupOffsets(String group) {
        List<Map<TopicPartition, Long>> found = new ArrayList<>();
        admin(admin -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .thenApply(offsets -> {
                    Map<TopicPartition, Long> plain = new java.util.HashMap<>();
                    offsets.forEach((partition, offset) -> plain.put(partition, offset.offset()));
                    found.add(plain);
                    return plain;
                }));
        return found.get(0);
    }

    public static void send(String topic, int partition, String... values) {
        try (var producer = producer(Map.of())) {
            for (String value : values) {
                send(producer, topic, partition, value == null ? null : value.getBytes(UTF_8));
            }
        }
    }

    static void send(String topic, int partition, byte[] value) {
        try (var producer = producer(Map.of())) {
            send(producer, topic, partition, value);
        }
    }

    static void send(ProducerRecord<byte[], byte[]> record) {
        try (var producer = producer(Map.of())) {
            send(producer, record);
        }
    }

    static void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, byte[] value) {
        send(producer, new ProducerRecord<>(topic, partition, 1_767_225_600_000L, null, value));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused =
                producer.send(record, (sent, failure) -> assertThat(failure).isNull());
    }

    static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> settings = new java.util.HashMap<>(
                Map.of("bootstrap.servers", servers(), "acks", "all", "max.request.size", 8 << 20, "linger.ms", 5));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void admin(java.util.function.Function<Admin, org.apache.kafka.common.KafkaFuture<?>> request) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            request.apply(admin).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
