package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * The Kafka topic of a kind of event.
 *
 * @param key the field whose text is the record key ({@code x-key}); empty: records without a key
 * @param retention how long the broker keeps a record, counted from its event time; empty: for ever
 */
public record Topic(String name, Optional<String> key, int partitions, Optional<Duration> retention) {
    public Topic {
        requireNonNull(name, "name is null");
        requireNonNull(key, "key is null");
        requireNonNull(retention, "retention is null");
    }
}
