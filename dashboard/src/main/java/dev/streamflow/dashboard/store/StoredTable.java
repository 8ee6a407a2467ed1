package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import dev.streamflow.dashboard.engine.Sql;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A gold table in DuckDB.
 *
 * @param sqlName made of a number, so that no name of the lake becomes SQL
 * @param columns without event_date
 * @param dates the identity of the files of each date
 */
record StoredTable(
        String name, String sqlName, List<StoredColumn> columns, SortedMap<LocalDate, String> dates, long rows) {
    StoredTable {
        requireNonNull(name, "name is null");
        requireNonNull(sqlName, "sqlName is null");
        columns = List.copyOf(columns);
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
    }

    /** event_date and the columns, as SQL lists them. */
    String columnList() {
        return Table.DATE
                + columns.stream().map(column -> ", " + Sql.name(column.name())).collect(Collectors.joining());
    }

    StoredTable with(SortedMap<LocalDate, String> other, long count) {
        return new StoredTable(name, sqlName, columns, other, count);
    }
}
