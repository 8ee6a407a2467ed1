package dev.streamflow.ingest.land.plan;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offsets of a partition that were to be landed and that the log does not have any more. */
public record MissingOffsets(int partition, OffsetGap gap) {
    /**
     * What keeps a partition from being read on.
     *
     * @param from the offset to go on from
     * @param to the offset that the log must reach
     * @param start the log's first offset
     * @param end its last stable offset
     */
    static Optional<MissingOffsets> of(int partition, long from, long to, long start, long end) {
        if (start > from) {
            return Optional.of(new MissingOffsets(partition, new OffsetGap(from, start, OffsetGap.RETENTION)));
        } else if (end < to) {
            return Optional.of(new MissingOffsets(partition, new OffsetGap(to, end, OffsetGap.TRUNCATED)));
        }
        return Optional.empty();
    }

    /**
     * The first reason why the log cannot give what a plan wants.
     *
     * @param topicId of the topic that has the name now
     */
    public static Optional<MissingOffsets> of(Plan plan, String topicId, LogOffsets log) {
        Optional<MissingOffsets> recreated = recreated(plan, topicId);
        if (recreated.isPresent()) {
            return recreated;
        }
        List<OffsetRange> ranges =
                plan.partitions().stream().filter(OffsetRange::hasOffsets).toList();
        List<Integer> partitions = ranges.stream().map(OffsetRange::partition).toList();
        Map<Integer, Long> starts = log.starts(partitions);
        Map<Integer, Long> ends = log.ends(partitions);
        return ranges.stream()
                .flatMap(range -> {
                    int partition = range.partition();
                    return of(partition, range.start(), range.end(), starts.get(partition), ends.get(partition))
                            .stream();
                })
                .findFirst();
    }

    /** Whether the plan is about another topic that had the name; nothing is missing where it has no offsets. */
    public static Optional<MissingOffsets> recreated(Plan plan, String topicId) {
        return plan.partitions().stream()
                .filter(range -> !plan.topicId().equals(topicId) && range.hasOffsets())
                .map(range ->
                        new MissingOffsets(range.partition(), new OffsetGap(range.start(), 0, OffsetGap.RECREATED)))
                .findFirst();
    }

    /** The error that names it. */
    public CommandException error(String topic) {
        String reason = switch (gap.reason()) {
            case OffsetGap.RETENTION ->
                "the offsets [" + gap.from() + ", " + gap.to() + ") of partition " + partition
                        + " are gone, the log starts at " + gap.to();
            case OffsetGap.TRUNCATED ->
                "partition " + partition + " ends at " + gap.to() + ", before offset " + gap.from()
                        + " that it had: the log was truncated";
            default ->
                "the topic was re-created after offset " + gap.from() + " of partition " + partition
                        + " had been reached";
        };
        return new OperationFailedException(
                "Cannot land " + topic + ": " + reason,
                "Restore the log if you can; --accept-loss records the loss in the ledger and goes on.");
    }
}
