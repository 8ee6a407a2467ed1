package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Files of a topic that are deleted because they were kept long enough. It is written before the first of them goes, so
 * that a file which is not there and which no such entry names is lost.
 *
 * @param version of the document's format
 * @param number of the entry, from 1 on, without gaps
 * @param before the first event date (UTC) that was kept; of files without a date, the first day of a run whose were
 *     kept
 * @param dates what is deleted of each event date, ascending
 * @param undated what is deleted of rejected records and tombstones; null for nothing
 */
public record Retention(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) int number,
        String topic,
        Instant createdAt,
        LocalDate before,
        List<DeletedFiles> dates,
        DeletedFiles undated) {
    public static final int VERSION = 1;

    public Retention {
        requireNonNull(topic, "topic is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(before, "before is null");
        dates = List.copyOf(dates);
        boolean dated = dates.stream().allMatch(deleted -> deleted.date() != null);
        if (number < 1 || !dated || (undated != null && undated.date() != null)) {
            throw new IllegalArgumentException(
                    "Cannot retain " + topic + ": entry " + number + " has files under another date than theirs");
        } else if (dates.isEmpty() && undated == null) {
            throw new IllegalArgumentException("Cannot retain " + topic + ": entry " + number + " deletes nothing");
        }
    }
}
