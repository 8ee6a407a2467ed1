package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

/**
 * The values of a dimension with the largest figures in a range.
 *
 * @param type of the figure
 * @param distinct how many values there are, those beyond the entries among them
 * @param total of all values; null where the figure does not add up
 */
public record Top(Column.Type type, List<Entry> entries, long distinct, BigDecimal total) {
    /**
     * One value.
     *
     * @param value null where it is absent
     * @param label what the attribute that was asked for says of it; null without one
     * @param before the figure of the range that is compared with; null where there is none
     */
    public record Entry(String value, String label, BigDecimal figure, BigDecimal before) {}

    /**
     * What is asked.
     *
     * @param by the dimension
     * @param label an attribute to show with it; null for none
     * @param search only values (or labels) that contain this text, in any case; empty for all
     */
    public record Query(
            String table,
            Figure figure,
            Range range,
            Comparison comparison,
            String by,
            String label,
            String search,
            int most,
            List<Filter> filters) {
        public Query {
            requireNonNull(table, "table is null");
            requireNonNull(figure, "figure is null");
            requireNonNull(range, "range is null");
            requireNonNull(comparison, "comparison is null");
            requireNonNull(by, "by is null");
            requireNonNull(search, "search is null");
            filters = List.copyOf(filters);
            if (most < 1 || most > 200) {
                throw new BadQuestionException("There are 1 to 200 entries to ask for.");
            } else if (search.length() > 100) {
                throw new BadQuestionException("The text to search for is longer than 100 characters.");
            }
        }

        public static Query of(String table, Figure figure, Range range, String by, int most) {
            return new Query(table, figure, range, Comparison.NONE, by, null, "", most, List.of());
        }

        public Query against(Comparison other) {
            return new Query(table, figure, range, other, by, label, search, most, filters);
        }

        public Query labelled(String attribute) {
            return new Query(table, figure, range, comparison, by, attribute, search, most, filters);
        }
    }

    public Top {
        requireNonNull(type, "type is null");
        entries = List.copyOf(entries);
    }
}
