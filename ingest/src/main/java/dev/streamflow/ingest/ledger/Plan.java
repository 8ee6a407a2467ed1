package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is to read, with everything that decides what it writes.
 *
 * @param version of the document's format
 * @param parameters the flags of the command, for people
 */
public record Plan(
        int version,
        int run,
        String topic,
        String topicId,
        Instant createdAt,
        Compression compression,
        EventTimeSpec eventTime,
        Map<String, String> parameters,
        List<Span> partitions) {
    public static final int VERSION = 1;

    public Plan {
        requireNonNull(topic, "topic is null");
        requireNonNull(topicId, "topicId is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(compression, "compression is null");
        requireNonNull(eventTime, "eventTime is null");
        parameters = Map.copyOf(parameters);
        partitions = List.copyOf(partitions);
    }

    /** What the plan says of a partition. */
    public Optional<Span> span(int partition) {
        return partitions.stream().filter(span -> span.partition() == partition).findFirst();
    }

    /** How many offsets it spans. */
    public long offsets() {
        return partitions.stream().mapToLong(span -> span.end() - span.start()).sum();
    }
}
