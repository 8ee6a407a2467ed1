package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A gold table, as it is loaded.
 *
 * @param columns without event_date; without those of persons unless they are shown
 * @param grain the columns of which a date has one row for each combination; empty: one row for each date
 * @param dates on which it has a file
 */
public record Table(String name, List<Column> columns, List<String> grain, SortedSet<LocalDate> dates, long rows) {
    /** Which every table has in front. */
    public static final String DATE = "event_date";

    public Table {
        requireNonNull(name, "name is null");
        columns = List.copyOf(columns);
        grain = List.copyOf(grain);
        dates = Collections.unmodifiableSortedSet(new TreeSet<>(dates));
    }

    /** @throws BadQuestionException if there is none of that name */
    public Column column(String column) {
        return columns.stream()
                .filter(one -> one.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new BadQuestionException("Table " + name + " has no column of that name."));
    }

    public boolean has(String column) {
        return columns.stream().anyMatch(one -> one.name().equals(column));
    }

    public List<Column> dimensions() {
        return columns.stream()
                .filter(one -> one.role() == Column.Role.DIMENSION)
                .toList();
    }

    public List<Column> figures() {
        return columns.stream().filter(one -> one.role() == Column.Role.FIGURE).toList();
    }
}
