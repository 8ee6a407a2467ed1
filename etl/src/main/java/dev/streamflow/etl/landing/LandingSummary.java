package dev.streamflow.etl.landing;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.landing.LandedDates.DeletedDate;
import dev.streamflow.etl.landing.LandedDates.LandedDate;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * What the first runs of a topic have landed.
 *
 * @param version of this document
 * @param through the last of these runs
 * @param open those of them that had not committed
 * @param newest the highest run that had, and the {@code sha256} of its commit
 * @param dates what they have landed, be it there or not
 * @param retentions the number of the last entry of retention that was read; 0 for none
 * @param deleted what the entries up to that one have deleted
 */
record LandingSummary(
        int version,
        String topic,
        long through,
        RunNumbers open,
        long newest,
        String sha256,
        SortedMap<LocalDate, LandedDate> dates,
        int retentions,
        SortedMap<LocalDate, DeletedDate> deleted) {
    static final int VERSION = 2;

    LandingSummary {
        requireNonNull(topic, "topic is null");
        requireNonNull(open, "open is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(dates, "dates is null");
        requireNonNull(deleted, "deleted is null");
    }
}
