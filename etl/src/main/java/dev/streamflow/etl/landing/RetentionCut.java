package dev.streamflow.etl.landing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * When and why something was deleted by retention.
 *
 * @param before the first event date (UTC) that was kept
 */
public record RetentionCut(Instant at, LocalDate before) {
    public RetentionCut {
        requireNonNull(at, "at is null");
        requireNonNull(before, "before is null");
    }

    /** For people. */
    public String said() {
        return "deleted by retention on " + at.truncatedTo(ChronoUnit.SECONDS) + ", which kept " + before
                + " and later";
    }
}
