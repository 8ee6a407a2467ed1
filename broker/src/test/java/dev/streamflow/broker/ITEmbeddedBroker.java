package dev.streamflow.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ITEmbeddedBroker {
    private static final Instant LONG_AGO = Instant.parse("1999-12-31T23:59:59Z");

    @TempDir
    Path folder;

    @Test
    void keepsItsDataOverARestart() throws Exception {
        String cluster;
        try (var broker = EmbeddedBroker.start(folder)) {
            cluster = cluster(broker);
            createTopic(broker, "orders");
            send(broker, "orders", "first");
        }
        try (var broker = EmbeddedBroker.start(folder)) {
            send(broker, "orders", "second");
            assertThat(read(broker, "orders", 2)).containsExactly("first", "second");
            assertThat(cluster(broker)).isEqualTo(cluster);
        }
    }

    @Test
    @Timeout(60)
    void aCleanStopEndsTheSessionThatTheNextStartWouldWaitFor() throws Exception {
        Map<String, String> longSession = Map.of("broker.session.timeout.ms", "300000");
        EmbeddedBroker.start(folder, 0, longSession).close();
        try (var broker = EmbeddedBroker.start(folder, 0, longSession)) {
            assertThat(cluster(broker)).isNotEmpty();
        }
    }

    @Test
    void startsInEveryLanguage() throws Exception {
        Locale own = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try (var broker = EmbeddedBroker.start(folder)) {
            createTopic(broker, "orders");
            send(broker, "orders", "sipariş");
            assertThat(read(broker, "orders", 1)).containsExactly("sipariş");
            assertThat(Locale.getDefault().getLanguage()).isEqualTo("tr");
        } finally {
            Locale.setDefault(own);
        }
    }

    @Test
    void leavesNoThreadThatHoldsTheJvm() {
        Set<Thread> before = holdingThreads();
        try (var broker = EmbeddedBroker.start(folder)) {
            assertThat(broker.bootstrapServers()).startsWith("localhost:");
        }
        assertThat(holdingThreads()).isSubsetOf(before);
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, port))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("Cannot start a broker on port " + port + ": ")
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerHas() throws Exception {
        try (var broker = EmbeddedBroker.start(folder)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("Cannot start a broker in " + folder + ": another broker runs in that folder");
            assertThat(cluster(broker)).isNotEmpty();
        }
    }

    @Test
    void refusesAFolderThatIsAFile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> EmbeddedBroker.start(file))
                .isInstanceOf(BrokerException.class)
                .hasMessageStartingWith("Cannot start a broker in " + file + ": ");
    }

    @Test
    void freesTheFolderAfterAFailedStart() throws Exception {
        Map<String, String> wrong = Map.of("num.io.threads", "none");
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0, wrong))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("num.io.threads");
        try (var broker = EmbeddedBroker.start(folder)) {
            assertThat(cluster(broker)).isNotEmpty();
        }
    }

    @Test
    void createsATopicOnFirstUseOnlyWhereAskedTo() throws Exception {
        try (var broker = EmbeddedBroker.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThatThrownBy(() -> send(broker, "unknown", "value", Map.of("max.block.ms", "500")))
                    .isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> admin.describeTopics(List.of("unknown"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
        try (var broker = EmbeddedBroker.start(folder, 0, Map.of("auto.create.topics.enable", "true"))) {
            send(broker, "unknown", "value");
            assertThat(read(broker, "unknown", 1)).containsExactly("value");
        }
    }

    private static Set<Thread> holdingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .collect(Collectors.toSet());
    }

    private static String cluster(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void createTopic(EmbeddedBroker broker, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static void send(EmbeddedBroker broker, String topic, String value) throws Exception {
        send(broker, topic, value, Map.of());
    }

    private static void send(EmbeddedBroker broker, String topic, String value, Map<String, Object> settings)
            throws Exception {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(all, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, LONG_AGO.toEpochMilli(), null, value))
                    .get();
        }
    }

    private static List<String> read(EmbeddedBroker broker, String topic, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        var partition = new TopicPartition(topic, 0);
        List<String> values = new ArrayList<>();
        Instant deadline = Instant.now().plusSeconds(20);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (values.size() < count && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
