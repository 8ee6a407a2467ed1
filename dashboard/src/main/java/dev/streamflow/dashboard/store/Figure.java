package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.model.Additivity;

/**
 * What is asked of a column. Whether it may be is decided by the column's {@link Additivity}.
 *
 * @param column empty for ROWS, which are of none
 */
public record Figure(How how, String column) {
    /** How values become one. */
    public enum How {
        /** Of a column that adds up. */
        SUM,
        MIN,
        MAX,
        /** Σ ÷ Σ, of a column that is a ratio. */
        MEAN,
        /** The value of the last date in the range on which there is one. */
        LAST,
        /** The value itself, where the question leaves one row each. */
        VALUE,
        /** The number of rows. */
        ROWS
    }

    public Figure {
        requireNonNull(how, "how is null");
        column = how == How.ROWS ? "" : requireNonNull(column, "column is null");
    }

    public static Figure sum(String column) {
        return new Figure(How.SUM, column);
    }

    public static Figure mean(String column) {
        return new Figure(How.MEAN, column);
    }

    public static Figure value(String column) {
        return new Figure(How.VALUE, column);
    }

    public static Figure rows() {
        return new Figure(How.ROWS, "");
    }
}
