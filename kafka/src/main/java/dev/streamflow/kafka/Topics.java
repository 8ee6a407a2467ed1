package dev.streamflow.kafka;

import dev.streamflow.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster, as the schemas describe them. */
public final class Topics {
    private static final String FOR_EVER = "-1";

    private final Cluster cluster;

    public Topics(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Creates the topic if there is none; one that is there stays as it is.
     *
     * @return how an existing topic differs from what the schema says, a sentence each
     */
    public List<String> ensure(Topic topic) {
        if (find(topic.name()).isEmpty()) {
            create(topic);
        }
        return find(topic.name()).map(found -> differences(topic, found)).orElse(List.of());
    }

    /** The topic of that name, if there is one. */
    public Optional<TopicDescription> find(String name) {
        try {
            var answer = cluster.admin().describeTopics(List.of(name)).allTopicNames();
            return Optional.of(cluster.await(answer).get(name));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private void create(Topic topic) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.RETENTION_MS_CONFIG, retention(topic));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        NewTopic created = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty());
        try {
            cluster.await(cluster.admin()
                    .createTopics(List.of(created.configs(settings)))
                    .all());
        } catch (TopicExistsException e) {
            // Another producer was quicker, with the same schema: what counts is that it is there.
            find(topic.name());
        }
    }

    private List<String> differences(Topic topic, TopicDescription found) {
        List<String> differences = new ArrayList<>();
        int partitions = found.partitions().size();
        if (partitions != topic.partitions()) {
            differences.add("topic " + topic.name() + " has " + partitions + " partitions; the schema says "
                    + topic.partitions());
        }
        String retention =
                config(topic.name()).get(TopicConfig.RETENTION_MS_CONFIG).value();
        if (!retention.equals(retention(topic))) {
            differences.add("topic " + topic.name() + " keeps records for " + retention + " ms; the schema says "
                    + retention(topic));
        }
        return differences;
    }

    private Config config(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        return cluster.await(cluster.admin().describeConfigs(List.of(resource)).all())
                .get(resource);
    }

    private static String retention(Topic topic) {
        return topic.retention().map(Duration::toMillis).map(String::valueOf).orElse(FOR_EVER);
    }
}
