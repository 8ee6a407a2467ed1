package dev.streamflow.ingest.land;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.ledger.Jump;
import dev.streamflow.ingest.ledger.Span;
import java.util.Optional;

/** Offsets of a partition that were to be landed and that the log does not have any more. */
record Loss(int partition, Jump jump) {
    /**
     * What keeps a partition from being read on.
     *
     * @param from the offset to go on from
     * @param to the offset that the log must reach
     * @param start the log's first offset
     * @param end its last stable offset
     */
    static Optional<Loss> of(int partition, long from, long to, long start, long end) {
        if (start > from) {
            return Optional.of(new Loss(partition, new Jump(from, start, Jump.RETENTION)));
        } else if (end < to) {
            return Optional.of(new Loss(partition, new Jump(to, end, Jump.TRUNCATED)));
        }
        return Optional.empty();
    }

    static Loss recreated(Span span) {
        return new Loss(span.partition(), new Jump(span.start(), 0, Jump.RECREATED));
    }

    /** The error that names it. */
    CommandException error(String topic) {
        String reason = switch (jump.reason()) {
            case Jump.RETENTION ->
                "the offsets [" + jump.from() + ", " + jump.to() + ") of partition " + partition
                        + " are gone, the log starts at " + jump.to();
            case Jump.TRUNCATED ->
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
