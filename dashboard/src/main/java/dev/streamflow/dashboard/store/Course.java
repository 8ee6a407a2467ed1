package dev.streamflow.dashboard.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure of a table on each of its dates.
 *
 * @param type of the figure
 * @param values by date; a date without rows has none
 */
record Course(Column.Type type, Map<LocalDate, BigDecimal> values) {
    /** @throws BadQuestionException if that must not be asked of the column */
    static Course of(Figure figure, Table table, StoredTable stored, Asking asking) {
        FigureSql sql = FigureSql.of(figure, table, table.grain().isEmpty());
        String select =
                "SELECT " + Table.DATE + ", " + sql.select() + " FROM " + stored.sqlName() + " GROUP BY " + Table.DATE;
        return asking.ask(select, List.of(), rows -> {
            Map<LocalDate, BigDecimal> values = new HashMap<>();
            while (rows.next()) {
                values.put(rows.getObject(1, LocalDate.class), sql.read(rows, 2));
            }
            return new Course(sql.type(), values);
        });
    }

    /** What of it is within a range. */
    Series within(Range range) {
        List<LocalDate> dates = range.dates();
        BigDecimal[] line = dates.stream().map(values::get).toArray(BigDecimal[]::new);
        return new Series(type, dates, List.of(new Series.Line(null, Arrays.asList(line))), false);
    }
}
