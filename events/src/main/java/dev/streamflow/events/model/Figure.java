package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * A figure that a daily table has of each measure, in the order of its columns. Nulls of the measure do not count in
 * any. The name in lower case is SQL's function.
 */
public enum Figure {
    /** How many rows have the measure; 0 where none has it, as all others are null. */
    COUNT(Additivity.SUM),
    SUM(Additivity.SUM),
    /** SUM divided by COUNT, and so it is over days. */
    AVG(Additivity.RATIO),
    MIN(Additivity.MIN),
    MAX(Additivity.MAX);

    private final Additivity additivity;

    Figure(Additivity additivity) {
        this.additivity = requireNonNull(additivity, "additivity is null");
    }

    public Additivity additivity() {
        return additivity;
    }

    /** The aggregate function of SQL: {@code sum}. */
    public String function() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a measure: {@code sum_price}. */
    public String column(String measure) {
        return function() + "_" + measure;
    }
}
