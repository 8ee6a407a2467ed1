package dev.streamflow.streaming.enrich;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;

/**
 * From which topic to which two topics, and how to reach them: what a task needs, wherever it runs.
 *
 * @param client the settings of Kafka's clients
 * @param topicId the source's
 */
record EnrichTarget(Map<String, Object> client, String topic, String topicId, String enriched, String rejected)
        implements Serializable {
    EnrichTarget {
        client = Map.copyOf(client);
        requireNonNull(topic, "topic is null");
        requireNonNull(topicId, "topicId is null");
        requireNonNull(enriched, "enriched is null");
        requireNonNull(rejected, "rejected is null");
    }

    /** The outputs of a topic are {@code <topic>_enriched} and {@code <topic>_rejected}. */
    static EnrichTarget of(String topic, String topicId, Map<String, Object> client) {
        return new EnrichTarget(client, topic, topicId, topic + "_enriched", topic + "_rejected");
    }

    OutputTail tail() {
        return new OutputTail(client, topicId);
    }
}
