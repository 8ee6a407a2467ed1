package dev.streamflow.etl.job;

import dev.streamflow.etl.ledger.DateReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one batch of the job has published.
 *
 * @param reports of its dates, ascending; none if nothing had to be computed
 * @param upToDate the dates asked for that had landed and were not due, where only dates that are due are wanted
 * @param deleted likewise, those that retention has deleted landing of
 */
public record PublishedBatch(List<DateReport> reports, Set<LocalDate> upToDate, Set<LocalDate> deleted) {
    public PublishedBatch {
        reports = List.copyOf(reports);
        upToDate = new TreeSet<>(upToDate);
        deleted = new TreeSet<>(deleted);
    }
}
