package dev.streamflow.etl.audit;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A figure of each event date, counted in files that were written: no Spark stage that runs twice and no branch that the optimizer
 * cuts off can change it.
 *
 * @param what is counted, for whoever asks for a date that was not
 */
public record DateMetrics<T>(String what, Map<LocalDate, T> values) {
    public DateMetrics {
        requireNonNull(what, "what is null");
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** @throws IllegalStateException if the date was not counted: what is not known is not zero */
    public T of(LocalDate date) {
        T value = values.get(date);
        if (value == null) {
            throw new IllegalStateException("Cannot tell the " + what + " of " + date + ": they were not counted");
        }
        return value;
    }
}
