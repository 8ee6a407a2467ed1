package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run is to read, with everything that decides what it writes.
 *
 * @param version of the document's format
 * @param keep what of a record is kept beside its value
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Keep> keep,
        Map<String, String> parameters,
        List<Span> partitions) {
    public static final int VERSION = 1;

    public Plan {
        requireNonNull(topic, "topic is null");
        requireNonNull(topicId, "topicId is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(compression, "compression is null");
        requireNonNull(eventTime, "eventTime is null");
        keep = keep == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(keep));
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
