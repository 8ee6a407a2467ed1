package dev.streamflow.dashboard.lake;

import java.time.Instant;
import java.util.List;

/**
 * A run of landing that took records of a date, as a whole: records of other dates are in its figures.
 *
 * @param at when it was planned; null where its plan is not there any more
 * @param records those of the date
 * @param partitions the offsets that it read, end excluded
 */
public record LandingRun(
        String topic,
        int run,
        Instant at,
        long read,
        long landed,
        long rejected,
        long tombstones,
        long records,
        List<Partition> partitions) {
    /** Offsets {@code [start, end)} of a partition. */
    public record Partition(int partition, long start, long end, long read) {}

    public LandingRun {
        partitions = List.copyOf(partitions);
    }
}
