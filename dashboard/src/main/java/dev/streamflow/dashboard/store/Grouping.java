package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.store.Column.Role;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;

/** The parts of a statement about one table and range: every name is looked up in what is loaded, every value bound. */
final class Grouping {
    private final StoredTable stored;
    private final Table table;
    private final Range range;
    private final List<Filter> filters;

    Grouping(StoredTable stored, Table table, Range range, List<Filter> filters) {
        this.stored = stored;
        this.table = table;
        this.range = range;
        this.filters = filters;
        filters.forEach(filter -> groupable(filter.column()));
    }

    Table table() {
        return table;
    }

    Range range() {
        return range;
    }

    /** A column that rows are grouped or chosen by. */
    private Column groupable(String name) {
        Column column = table.column(name);
        if (column.role() == Role.FIGURE) {
            throw new BadQuestionException("Rows cannot be grouped by " + column.name() + ", which is a figure.");
        }
        return column;
    }

    /** A dimension as an expression, as it is. */
    String raw(String dimension) {
        return dimension.equals(Matrix.WEEKDAY) && !table.has(dimension)
                ? "isodow(" + Table.DATE + ")"
                : Sql.name(groupable(dimension).name());
    }

    /** A dimension as text. */
    String text(String dimension) {
        boolean isTime = table.has(dimension) && table.column(dimension).type() == Column.Type.TIMESTAMP;
        return isTime ? time(dimension) : "CAST(" + raw(dimension) + " AS VARCHAR)";
    }

    static String time(String column) {
        return "strftime(" + Sql.name(column) + ", '%Y-%m-%dT%H:%M:%S.%fZ')";
    }

    String from() {
        StringBuilder sql =
                new StringBuilder(" FROM " + stored.sqlName() + " WHERE " + Table.DATE + " BETWEEN ? AND ?");
        for (Filter filter : filters) {
            sql.append(" AND ").append(text(filter.column())).append(filter.value() == null ? " IS NULL" : " = ?");
        }
        return sql.toString();
    }

    /** What is bound in {@link #from}. */
    List<Object> parameters() {
        return parameters(range);
    }

    /** The same about other dates. */
    List<Object> parameters(Range other) {
        List<Object> parameters = new ArrayList<>(List.of(Date.valueOf(other.from()), Date.valueOf(other.to())));
        filters.stream().map(Filter::value).filter(value -> value != null).forEach(parameters::add);
        return parameters;
    }

    /** Whether there is at most one row for each combination of these dimensions, and of the date if that is one. */
    boolean isOneRow(List<String> dimensions, boolean byDate) {
        boolean oneDate = byDate || range.days() == 1;
        return oneDate
                && table.grain().stream()
                        .allMatch(column -> dimensions.contains(column)
                                || filters.stream()
                                        .anyMatch(filter -> filter.column().equals(column)));
    }
}
