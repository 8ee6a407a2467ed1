package dev.streamflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.CommandException;
import dev.streamflow.events.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ITTopics {
    private static final Topic VISITS =
            new Topic("visits", Optional.of("visitor"), 3, Optional.of(Duration.ofDays(30)));

    @TempDir
    Path folder;

    @Test
    void aTopicIsMadeAsTheSchemaSaysAndOutlivesTheBroker() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = Cluster.connect(options(broker))) {
            assertThat(new Topics(cluster).find("visits")).isEmpty();
            assertThat(new Topics(cluster).ensure(VISITS)).isEmpty();
            assertThat(new Topics(cluster).ensure(VISITS)).isEmpty();
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = Cluster.connect(options(broker))) {
            assertThat(new Topics(cluster).find("visits").orElseThrow().partitions())
                    .hasSize(3);
            assertThat(new Topics(cluster).ensure(VISITS)).isEmpty();
        }
    }

    @Test
    void aTopicThatDiffersIsReportedAndLeftAlone() {
        Topic other = new Topic("visits", Optional.empty(), 5, Optional.empty());
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = Cluster.connect(options(broker))) {
            new Topics(cluster).ensure(VISITS);

            List<String> differences = new Topics(cluster).ensure(other);

            assertThat(differences)
                    .containsExactly(
                            "topic visits has 3 partitions; the schema says 5",
                            "topic visits keeps records for 2592000000 ms; the schema says -1");
            assertThat(new Topics(cluster).find("visits").orElseThrow().partitions())
                    .hasSize(3);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("one"))) {
            int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));

            Assertions.assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("two"), port))
                    .hasMessageContaining("Cannot start a broker on port " + port);
            Assertions.assertThatThrownBy(() -> EmbeddedBroker.start(folder.resolve("one")))
                    .hasMessageContaining("another broker runs in that folder");
        }
    }

    @Test
    void anAbsentBrokerIsOneClearLineWithinFifteenSeconds() {
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, "--bootstrap-servers", "127.0.0.1:1");
        long start = System.nanoTime();

        Assertions.assertThatThrownBy(() -> Cluster.connect(options))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cannot reach Kafka at 127.0.0.1:1: no broker answered within 10 s");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aWrongAddressIsNamed() {
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, "--bootstrap-servers", "nonsense");

        Assertions.assertThatThrownBy(() -> Cluster.connect(options))
                .hasMessageContaining("Cannot reach Kafka at nonsense: Invalid url");
    }

    @Test
    void propertiesComeFromTheFileThenFromTheFlags() throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "linger.ms=5\nclient.id=file\n");
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, "--kafka-config", file.toString(), "-Kclient.id=flag");

        assertThat(options.client(Map.of("linger.ms", "1", "acks", "all")))
                .containsAllEntriesOf(Map.of(
                        "acks", "all", "linger.ms", "5", "client.id", "flag", "bootstrap.servers", "localhost:9092"));
    }

    private static KafkaOptions options(EmbeddedBroker broker) {
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, "--bootstrap-servers", broker.bootstrapServers());
        return options;
    }
}
