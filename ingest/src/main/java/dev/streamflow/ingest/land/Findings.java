package dev.streamflow.ingest.land;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.TooManyRejectedException;
import dev.streamflow.ingest.land.plan.LogView.OpenTransaction;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a landing that did not fail did what was asked for.
 *
 * @param through the end of the window that was to be complete
 * @param maxRejected the largest share of rejected records among those read that is no failure
 */
public record Findings(LandingResult result, Optional<Instant> through, double maxRejected) {
    /** What the landing is to end with instead of success; what is landed stays landed. */
    public Optional<CommandException> failure() {
        Optional<String> incomplete = through.filter(time -> !result.complete())
                .map(time -> "Cannot land " + result.topic() + " through " + time + ": " + incomplete());
        if (result.rejected() > maxRejected * result.read()) {
            // It needs a person, which counts for more than a window that may be complete later; the line tells both.
            return Optional.of(tooMany(incomplete.map(reason -> ". " + reason).orElse("")));
        }
        return incomplete.map(reason -> new NotReadyException(reason, remedy()).after(result));
    }

    private CommandException tooMany(String also) {
        return new TooManyRejectedException(
                        "Cannot accept " + result.rejected() + " rejected of " + result.read() + " records of "
                                + result.topic() + " (" + result.rejectedBy() + "): --max-rejected allows a share of "
                                + maxRejected + also,
                        "All of it is landed, or kept byte by byte in " + result.topic()
                                + "/rejected; a further run has nothing to do. See what the producer sends.")
                .after(result);
    }

    private String incomplete() {
        return result.openTransactions().isEmpty()
                ? "--max-records or --max-duration left records in the log"
                : String.join(
                        "; ",
                        result.openTransactions().stream()
                                .map(OpenTransaction::sentence)
                                .toList());
    }

    private String remedy() {
        if (result.openTransactions().isEmpty()) {
            return "Run it again: it goes on where this one stopped.";
        }
        OpenTransaction first = result.openTransactions().get(0);
        return "Try again when the transaction is over. If its producer is gone for good: kafka-transactions.sh"
                + " --bootstrap-server SERVERS abort --topic " + result.topic() + " --partition " + first.partition()
                + " --start-offset " + first.lastStableOffset();
    }
}
