package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamflow.landing.compression.Compression;
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
        List<OffsetRange> partitions) {
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
        long distinct =
                partitions.stream().mapToInt(OffsetRange::partition).distinct().count();
        if (run < 1 || distinct < partitions.size()) {
            throw new IllegalArgumentException("Cannot plan run " + run + ": it has " + partitions.size()
                    + " ranges of " + distinct + " partitions");
        }
    }

    /** What the plan says of a partition. */
    public Optional<OffsetRange> range(int partition) {
        return partitions.stream()
                .filter(range -> range.partition() == partition)
                .findFirst();
    }

    /** How many offsets it is about. */
    public long offsets() {
        return partitions.stream()
                .mapToLong(range -> range.end() - range.start())
                .sum();
    }
}
