package dev.streamflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.CommandException;
import dev.streamflow.events.model.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
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
        TopicDescription made;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            assertThat(new Topics(cluster).find("visits")).isEmpty();
            assertThat(new Topics(cluster).ensure(VISITS)).isEmpty();
            assertThat(new Topics(cluster).ensure(VISITS)).isEmpty();
            made = new Topics(cluster).find("visits").orElseThrow();
            assertThat(made.partitions()).hasSize(3);
            assertThat(setting(cluster, "retention.ms")).isEqualTo("2592000000");
            assertThat(setting(cluster, "message.timestamp.type")).isEqualTo("CreateTime");
            assertThat(new Topics(cluster).timestampLimits("visits")).isEqualTo(TimestampLimits.NONE);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            assertThat(new Topics(cluster).find("visits").orElseThrow().topicId())
                    .isEqualTo(made.topicId());
            assertThat(new Topics(cluster).ensure(VISITS)).isEmpty();
        }
    }

    @Test
    void aTopicThatDiffersIsReportedAndLeftAlone() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            NewTopic other = new NewTopic("visits", Optional.of(5), Optional.empty())
                    .configs(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "-1"));
            NewTopic narrow = new NewTopic("narrow", Optional.of(1), Optional.empty())
                    .configs(Map.of(
                            "message.timestamp.after.max.ms", "3600000", "message.timestamp.before.max.ms", "5000"));
            cluster.await(cluster.admin().createTopics(List.of(other, narrow)).all());
            assertThat(new Topics(cluster).timestampLimits("visits")).isEqualTo(TimestampLimits.NONE);
            assertThat(new Topics(cluster).timestampLimits("narrow")).isEqualTo(new TimestampLimits(5000, 3_600_000));

            assertThat(new Topics(cluster).ensure(VISITS))
                    .containsExactly(
                            "Topic visits has 5 partitions; the schema says 3.",
                            "Topic visits keeps records for ever; the schema says for 30 days.",
                            "Topic visits gives records the broker's time (message.timestamp.type=LogAppendTime)"
                                    + " in place of their event's.");

            assertThat(new Topics(cluster).find("visits").orElseThrow().partitions())
                    .hasSize(5);
            assertThat(setting(cluster, "retention.ms")).isEqualTo("-1");
            assertThat(setting(cluster, "message.timestamp.type")).isEqualTo("LogAppendTime");
        }
    }

    /** A producer and the queries that watch its topic may start at once. */
    @Test
    void severalMayMakeATopicAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            Topics topics = new Topics(cluster);
            for (int round = 0; round < 40; round++) {
                Topic topic = new Topic("visits-" + round, Optional.empty(), 3, Optional.empty());
                Callable<TimestampLimits> start = () -> {
                    assertThat(topics.ensure(topic)).isEmpty();
                    return topics.timestampLimits(topic.name());
                };
                for (Future<TimestampLimits> one : threads.invokeAll(Collections.nCopies(4, start))) {
                    assertThat(one.get()).isEqualTo(TimestampLimits.NONE);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Right after it was made, a topic is unknown to the brokers now and then. */
    @Test
    void aNewTopicIsServedAtOnce() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            for (int i = 0; i < 40; i++) {
                TopicPartition last = new TopicPartition("visits_" + i, 11);
                new Topics(cluster).ensure(new Topic(last.topic(), Optional.empty(), 12, Optional.empty()));
                assertThat(cluster.await(cluster.admin()
                                        .listOffsets(Map.of(last, OffsetSpec.latest()))
                                        .all())
                                .get(last)
                                .offset())
                        .isZero();
            }
        }
    }

    @Test
    void aTopicForEverIsKeptForEver() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            new Topics(cluster).ensure(new Topic("visits", Optional.empty(), 1, Optional.empty()));
            assertThat(setting(cluster, "retention.ms")).isEqualTo("-1");
        }
    }

    @Test
    void aTopicThatTheBrokerDoesNotTakeIsAClearFault() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                Cluster cluster = connect(broker)) {
            Topic none = new Topic("visits", Optional.empty(), 0, Optional.empty());
            assertThatThrownBy(() -> new Topics(cluster).ensure(none))
                    .isInstanceOf(CommandException.class)
                    .hasMessageStartingWith("Cannot create topic visits: ");
            Topic badName = new Topic("vi sits", Optional.empty(), 1, Optional.empty());
            assertThatThrownBy(() -> new Topics(cluster).ensure(badName))
                    .isInstanceOf(CommandException.class)
                    .hasMessageMatching("Cannot (read|create) topic vi sits: .+");
        }
    }

    private static String setting(Cluster cluster, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, "visits");
        return cluster.await(cluster.admin().describeConfigs(List.of(resource)).all())
                .get(resource)
                .get(name)
                .value();
    }

    private static Cluster connect(EmbeddedBroker broker) {
        KafkaOptions options = new KafkaOptions();
        CommandLine.populateCommand(options, "--bootstrap-servers", broker.bootstrapServers());
        return Cluster.connect(options);
    }
}
