package dev.streamflow.etl.audit;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric of each event date, counted in the files that were written. Unlike an accumulator it does not change if a
 * stage is retried or a branch is optimised away.
 *
 * @param what is counted, for the error message
 */
public record DateMetrics<T>(String what, Map<LocalDate, T> values) {
    public DateMetrics {
        requireNonNull(what, "what is null");
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** @throws IllegalStateException if the date was not counted, which is not the same as zero */
    public T of(LocalDate date) {
        T value = values.get(date);
        if (value == null) {
            throw new IllegalStateException("Cannot tell the " + what + " of " + date + ": they were not counted");
        }
        return value;
    }
}
