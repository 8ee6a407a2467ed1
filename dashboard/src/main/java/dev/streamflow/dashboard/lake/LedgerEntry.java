package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.SortedMap;

/**
 * A date and a topic, as the last run that read the topic published it.
 *
 * @param hasLanded records in landing now; equal to landed unless it is stale
 * @param stale whether landing has more, or other, records than were read
 * @param publication and {@code computedAt}: of that run; 0 and null where there was none
 * @param runs how many have published the date
 * @param reasons of quarantined rows, of which a row may have several
 */
public record LedgerEntry(
        LocalDate date,
        String topic,
        long hasLanded,
        long landed,
        long clean,
        long duplicates,
        long quarantined,
        boolean stale,
        long publication,
        Instant computedAt,
        int runs,
        SortedMap<String, Long> reasons) {
    public LedgerEntry {
        requireNonNull(date, "date is null");
        requireNonNull(topic, "topic is null");
    }

    public boolean isBalanced() {
        return landed == clean + duplicates + quarantined;
    }
}
