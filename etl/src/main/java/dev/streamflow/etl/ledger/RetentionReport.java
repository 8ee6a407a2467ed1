package dev.streamflow.etl.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Which event dates (UTC) left all tables of a lake because they were kept long enough. The reports of these dates
 * stay.
 *
 * @param version of this document
 * @param publication number of the publication that left them out
 * @param before the first date that was kept
 * @param dates ascending
 */
public record RetentionReport(
        int version, long publication, String run, Instant at, LocalDate before, List<LocalDate> dates) {
    /** The version of documents that this code writes and reads. */
    public static final int VERSION = 1;

    public RetentionReport {
        requireNonNull(run, "run is null");
        requireNonNull(at, "at is null");
        requireNonNull(before, "before is null");
        dates = List.copyOf(dates);
    }
}
