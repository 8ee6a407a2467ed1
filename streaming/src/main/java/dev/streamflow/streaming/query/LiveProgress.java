package dev.streamflow.streaming.query;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a query is between the ends of its batches.
 *
 * @param next the source offset behind the last one that is done
 * @param lag how many records of each partition are not
 * @param figures as {@link LiveJob#figures}
 */
public record LiveProgress(Map<TopicPartition, Long> next, Map<TopicPartition, Long> lag, Map<String, Object> figures) {
    public LiveProgress {
        next = Map.copyOf(next);
        lag = Map.copyOf(lag);
    }

    /** The lag by {@code topic-partition}. */
    Map<String, Long> namedLag() {
        Map<String, Long> named = new TreeMap<>();
        lag.forEach((partition, records) -> named.put(partition.toString(), records));
        return named;
    }
}
