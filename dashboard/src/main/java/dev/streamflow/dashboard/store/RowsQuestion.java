package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.store.Column.Role;
import dev.streamflow.events.model.Additivity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rows as they are, newest date first unless they are sorted otherwise. */
final class RowsQuestion {
    private final Grouping grouping;
    private final List<Column> columns = new ArrayList<>();

    RowsQuestion(Grouping grouping) {
        this.grouping = grouping;
        columns.add(new Column(Table.DATE, Column.Type.DATE, 0, Role.DIMENSION, Additivity.NONE, Optional.empty()));
        columns.addAll(grouping.table().columns());
    }

    Rows answer(Rows.Query query, Asking asking) {
        long total = asking.ask("SELECT count(*)" + grouping.from(), grouping.parameters(), rows -> {
            rows.next();
            return rows.getLong(1);
        });
        List<List<String>> cells = asking.ask(
                select() + " ORDER BY " + order(query) + " LIMIT " + query.limit() + " OFFSET " + query.offset(),
                grouping.parameters(),
                rows -> {
                    List<List<String>> all = new ArrayList<>();
                    while (rows.next()) {
                        all.add(cells(rows));
                    }
                    return all;
                });
        return new Rows(columns, cells, total);
    }

    void each(Asking asking, Consumer<List<String>> row) {
        asking.ask(select() + " ORDER BY " + Table.DATE, grouping.parameters(), rows -> {
            while (rows.next()) {
                row.accept(cells(rows));
            }
            return null;
        });
    }

    private String select() {
        return "SELECT " + columns.stream().map(this::text).collect(Collectors.joining(", ")) + grouping.from();
    }

    private String text(Column column) {
        return column.type() == Column.Type.TIMESTAMP
                ? Grouping.time(column.name())
                : "CAST(" + Sql.name(column.name()) + " AS VARCHAR)";
    }

    private String order(Rows.Query query) {
        String direction = query.descending() ? " DESC" : " ASC";
        String first = query.sort() == null || query.sort().equals(Table.DATE)
                ? Table.DATE + (query.sort() == null ? " DESC" : direction)
                : Sql.name(grouping.table().column(query.sort()).name()) + direction + " NULLS LAST, " + Table.DATE;
        return first + ", rowid";
    }

    private List<String> cells(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            cells.add(row.getString(i));
        }
        return cells;
    }
}
