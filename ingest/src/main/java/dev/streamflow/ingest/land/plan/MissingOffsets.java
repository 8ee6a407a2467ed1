package dev.streamflow.ingest.land.plan;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import java.util.Optional;

/** Offsets of a partition that were to be landed and that the log does not have any more. */
public record MissingOffsets(int partition, OffsetGap jump) {
    /**
     * What keeps a partition from being read on.
     *
     * @param from the offset to go on from
     * @param to the offset that the log must reach
     * @param start the log's first offset
     * @param end its last stable offset
     */
    public static Optional<MissingOffsets> of(int partition, long from, long to, long start, long end) {
        if (start > from) {
            return Optional.of(new MissingOffsets(partition, new OffsetGap(from, start, OffsetGap.RETENTION)));
        } else if (end < to) {
            return Optional.of(new MissingOffsets(partition, new OffsetGap(to, end, OffsetGap.TRUNCATED)));
        }
        return Optional.empty();
    }

    public static MissingOffsets recreated(OffsetRange range) {
        return new MissingOffsets(range.partition(), new OffsetGap(range.start(), 0, OffsetGap.RECREATED));
    }

    /** The error that names it. */
    public CommandException error(String topic) {
        String reason = switch (jump.reason()) {
            case OffsetGap.RETENTION ->
                "the offsets [" + jump.from() + ", " + jump.to() + ") of partition " + partition
                        + " are gone, the log starts at " + jump.to();
            case OffsetGap.TRUNCATED ->
                "partition " + partition + " ends at " + jump.to() + ", before offset " + jump.from()
                        + " that it had: the log was truncated";
            default ->
                "the topic was re-created after offset " + jump.from() + " of partition " + partition
                        + " had been reached";
        };
        return new OperationFailedException(
                "Cannot land " + topic + ": " + reason,
                "Restore the log if you can; --accept-loss records the loss in the ledger and goes on.");
    }
}
