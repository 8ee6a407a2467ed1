package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
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
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) int run,
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
        long distinct = partitions.stream().mapToInt(Span::partition).distinct().count();
        if (run < 1 || distinct < partitions.size()) {
            throw new IllegalArgumentException("Cannot plan run " + run + ": it has " + partitions.size() + " spans of "
                    + distinct + " partitions");
        }
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
