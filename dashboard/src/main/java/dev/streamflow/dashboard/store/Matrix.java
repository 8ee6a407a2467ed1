package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

/**
 * A figure for each pair of values of two dimensions.
 *
 * @param type of the figure
 * @param rows values, null for the absent one: numbers and weekdays in their order, others by their name
 * @param cells by row, then column; null where there is none
 */
public record Matrix(Column.Type type, List<String> rows, List<String> columns, List<List<BigDecimal>> cells) {
    /** Asked for instead of a dimension: Monday is 1. */
    public static final String WEEKDAY = "weekday";

    /** The most values of either; more are an error. */
    public static final int MOST = 60;

    /**
     * What is asked.
     *
     * @param down a dimension or {@link #WEEKDAY}, whose values are the rows
     * @param across likewise, the columns
     */
    public record Query(String table, Figure figure, Range range, String down, String across, List<Filter> filters) {
        public Query {
            requireNonNull(table, "table is null");
            requireNonNull(figure, "figure is null");
            requireNonNull(range, "range is null");
            requireNonNull(down, "down is null");
            requireNonNull(across, "across is null");
            filters = List.copyOf(filters);
        }
    }
}
