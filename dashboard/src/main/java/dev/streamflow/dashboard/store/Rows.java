package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Rows as they are, a page of them.
 *
 * @param columns event_date first
 * @param cells by row; text as people read it, null where there is none
 * @param total how many rows there are on all pages
 */
public record Rows(List<Column> columns, List<List<String>> cells, long total) {
    /** The most rows of a page. */
    public static final int MOST = 200;

    /**
     * What is asked.
     *
     * @param sort a column; null for date and grain
     */
    public record Query(
            String table, Range range, String sort, boolean descending, long offset, int limit, List<Filter> filters) {
        public Query {
            requireNonNull(table, "table is null");
            requireNonNull(range, "range is null");
            filters = List.copyOf(filters);
            if (limit < 1 || limit > MOST || offset < 0 || offset > 10_000_000) {
                throw new BadQuestionException("A page has 1 to " + MOST + " rows and begins at 0 or later.");
            }
        }
    }
}
