package dev.streamflow.kafka;

import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster, as the schemas describe them. */
public final class Topics {
    private static final String CREATE_TIME = "CreateTime";
    private static final long FOR_EVER = -1;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(20).toNanos();

    private final Cluster cluster;

    /** Until the brokers serve a topic that was just made. */
    private final Duration patience;

    public Topics(Cluster cluster) {
        this.cluster = cluster;
        this.patience = Collections.max(List.of(LEAST_PATIENCE, cluster.patience()));
    }

    /** As {@link #ensure(Topic)}, for the topic of that kind of event. */
    public List<String> ensure(EventSchema schema) {
        return ensure(schema.topic());
    }

    /**
     * Creates the topic if there is none, with the brokers' default replication; one that is there stays as it is.
     *
     * @return how an existing topic differs from what the schema says, a sentence each
     * @throws CommandException if it cannot be created, or no broker answers
     */
    public List<String> ensure(Topic topic) {
        Optional<TopicDescription> found = find(topic.name());
        if (found.isEmpty() && create(topic)) {
            return List.of();
        }
        return found.or(() -> find(topic.name()))
                .map(description -> differences(topic, description))
                .orElse(List.of());
    }

    /** The topic of that name, with its id and partitions, if there is one. */
    public Optional<TopicDescription> find(String name) {
        try {
            var answer = cluster.admin().describeTopics(List.of(name)).allTopicNames();
            return Optional.of(cluster.await(answer).get(name));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw refused("read", name, e);
        }
    }

    /** @return false if another program was quicker */
    private boolean create(Topic topic) {
        return create(topic.name(), topic.partitions(), Map.of(RETENTION_MS_CONFIG, String.valueOf(retention(topic))));
    }

    /**
     * Creates a topic that takes records of any time stamp, with the brokers' default replication.
     *
     * @param configs further configs of the topic
     * @return false if another program was quicker
     * @throws CommandException if it cannot be created, or no broker answers
     */
    public boolean create(String name, int partitions, Map<String, String> configs) {
        // Records have the time of their event, however far that lies from the broker's clock.
        Map<String, String> all = new HashMap<>(Map.of(
                MESSAGE_TIMESTAMP_TYPE_CONFIG,
                CREATE_TIME,
                MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                String.valueOf(Long.MAX_VALUE),
                MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                String.valueOf(Long.MAX_VALUE)));
        all.putAll(configs);
        NewTopic created = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(all);
        try {
            cluster.await(cluster.admin().createTopics(List.of(created)).all());
            awaitLeaders(name, partitions);
            return true;
        } catch (TopicExistsException e) {
            awaitKnown(name);
            return false;
        } catch (KafkaException e) {
            throw refused("create", name, e);
        }
    }

    /** Waits until the brokers have heard of a topic that another program has just made. */
    private void awaitKnown(String topic) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (find(topic).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new OperationFailedException("Cannot read topic " + topic + ": after " + patience.toSeconds()
                        + " s no broker has heard of it");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /**
     * Waits until every partition is served. A batch that meets a partition before its leader does is refused, and the
     * one behind it may be taken; an idempotent producer then finds its first batch out of order for good.
     */
    private void awaitLeaders(String topic, int partitions) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isServed(topic, partitions)) {
            if (System.nanoTime() > deadline) {
                throw new OperationFailedException("Cannot create topic " + topic + ": after " + patience.toSeconds()
                        + " s no broker serves its partitions");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** A broker may not have heard yet of the topic that the controller has just made. */
    private boolean isServed(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        try {
            if (find(topic).isEmpty()) {
                return false;
            }
            cluster.await(cluster.admin().listOffsets(ends).all());
            return true;
        } catch (UnknownTopicOrPartitionException e) {
            return false;
        }
    }

    /** One of the topic's configs, such as {@code max.message.bytes}. */
    public String config(String topic, String name) {
        return config(topic).get(name).value();
    }

    private List<String> differences(Topic topic, TopicDescription found) {
        List<String> differences = new ArrayList<>();
        String name = "Topic " + topic.name();
        int partitions = found.partitions().size();
        if (partitions != topic.partitions()) {
            differences.add(name + " has " + partitions + " partitions; the schema says " + topic.partitions() + ".");
        }
        Config config = config(topic.name());
        long retention = Long.parseLong(config.get(RETENTION_MS_CONFIG).value());
        if (retention != retention(topic)) {
            differences.add(name + " keeps records " + duration(retention) + "; the schema says "
                    + duration(retention(topic)) + ".");
        }
        String timestamps = config.get(MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
        if (!timestamps.equals(CREATE_TIME)) {
            differences.add(name + " gives records the broker's time (" + MESSAGE_TIMESTAMP_TYPE_CONFIG + "="
                    + timestamps + ") in place of their event's.");
        }
        return differences;
    }

    /** Which record time stamps the topic takes. */
    public TimestampLimits timestampLimits(String name) {
        Config config = config(name);
        if (!config.get(MESSAGE_TIMESTAMP_TYPE_CONFIG).value().equals(CREATE_TIME)) {
            return TimestampLimits.NONE;
        }
        return new TimestampLimits(
                limit(config.get(MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)),
                limit(config.get(MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)));
    }

    private static long limit(ConfigEntry entry) {
        return entry == null ? Long.MAX_VALUE : Long.parseLong(entry.value());
    }

    private Config config(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            return cluster.await(
                            cluster.admin().describeConfigs(List.of(resource)).all())
                    .get(resource);
        } catch (KafkaException e) {
            throw refused("read", name, e);
        }
    }

    private static CommandException refused(String verb, String topic, KafkaException answer) {
        String said = answer.getMessage();
        String reason = said == null || said.isBlank() ? answer.getClass().getSimpleName() : said;
        return new OperationFailedException("Cannot " + verb + " topic " + topic + ": " + reason, null, answer);
    }

    private static long retention(Topic topic) {
        return topic.retention().map(Duration::toMillis).orElse(FOR_EVER);
    }

    /** Whole days where it is that, since that is how people and schemas think of it. */
    private static String duration(long millis) {
        Duration duration = Duration.ofMillis(millis);
        if (millis < 0) {
            return "for ever";
        }
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "for " + duration.toDays() + " days"
                : "for " + duration;
    }
}
