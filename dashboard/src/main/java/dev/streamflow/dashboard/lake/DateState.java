package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An event date (UTC): what was made of it, and how far that can be relied on.
 *
 * @param why a sentence about the status; empty for COMPLETE
 * @param runs every run that published it, the last one last
 * @param entries one for each topic that was read or has landed
 */
public record DateState(
        LocalDate date, DateStatus status, String why, List<DateReport> runs, List<LedgerEntry> entries) {
    public DateState {
        requireNonNull(date, "date is null");
        requireNonNull(status, "status is null");
        requireNonNull(why, "why is null");
        runs = List.copyOf(runs);
        entries = List.copyOf(entries);
    }

    /** The run that published it last. */
    public Optional<DateReport> last() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** Whether it was computed more than once. */
    public boolean isAgain() {
        return runs.size() > 1;
    }

    public boolean isPublished() {
        return status != DateStatus.MISSING && status != DateStatus.RETAINED;
    }

    /** Whether each topic's equation holds. */
    public boolean isBalanced() {
        return entries.stream().allMatch(LedgerEntry::isBalanced);
    }
}
