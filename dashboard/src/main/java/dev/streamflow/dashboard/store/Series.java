package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * A figure for each date of a range, in one or several lines.
 *
 * @param type of the figure
 * @param dates every date of the range, ascending
 * @param others whether the last line is what is in none of the lines before
 */
public record Series(Column.Type type, List<LocalDate> dates, List<Line> lines, boolean others) {
    /**
     * One line.
     *
     * @param name the dimension's value; null where it is absent, and of the one line of a question without a dimension
     * @param values one for each date; null where there is none
     */
    public record Line(String name, List<BigDecimal> values) {}

    /**
     * What is asked.
     *
     * @param by a dimension with a line for each of its values; null for one line
     * @param most so many lines, the largest in sum; what is left is one more where the figure adds up
     */
    public record Query(String table, Figure figure, Range range, String by, int most, List<Filter> filters) {
        public Query {
            requireNonNull(table, "table is null");
            requireNonNull(figure, "figure is null");
            requireNonNull(range, "range is null");
            filters = List.copyOf(filters);
            if (most < 1 || most > 50) {
                throw new BadQuestionException("There are 1 to 50 lines to ask for.");
            }
        }

        public static Query of(String table, Figure figure, Range range) {
            return new Query(table, figure, range, null, 1, List.of());
        }
    }

    public Series {
        requireNonNull(type, "type is null");
        dates = List.copyOf(dates);
        lines = List.copyOf(lines);
    }
}
