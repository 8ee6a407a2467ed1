package dev.streamflow.etl.due;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.streamflow.etl.landing.RetentionCut;
import dev.streamflow.etl.landing.RunNumbers;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event date that retention has deleted, of landing or of the lake, and that is not computed again.
 *
 * @param records that have landed since, by topic
 * @param runs the landing runs that these are of
 */
public record RetainedDate(
        LocalDate date,
        @JsonUnwrapped RetentionCut cut,
        SortedMap<String, Long> records,
        SortedMap<String, RunNumbers> runs) {
    public RetainedDate {
        requireNonNull(date, "date is null");
        requireNonNull(cut, "cut is null");
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
    }

    /** Whether something has landed since. */
    boolean hasLate() {
        return !runs.isEmpty();
    }
}
