package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.store.Top.Entry;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The values of a dimension, those with the largest figures first. */
final class TopQuestion {
    private final Grouping grouping;
    private final Top.Query query;
    private final FigureSql figure;
    private final String by;
    private final String label;

    /** What was found. */
    private record Found(List<Entry> entries, long distinct) {}

    TopQuestion(Grouping grouping, Top.Query query) {
        this.grouping = grouping;
        this.query = query;
        this.figure = FigureSql.of(query.figure(), grouping.table(), grouping.isOneRow(List.of(query.by()), false));
        this.by = grouping.text(query.by());
        this.label = query.label() == null ? "NULL" : "max(" + grouping.text(query.label()) + ")";
    }

    Top answer(Asking asking) {
        String search = query.search().isEmpty()
                ? ""
                : " HAVING contains(lower(" + by + "), ?) OR contains(lower(CAST(" + label + " AS VARCHAR)), ?)";
        List<Object> parameters = new ArrayList<>(grouping.parameters());
        if (!query.search().isEmpty()) {
            String text = query.search().toLowerCase(Locale.ROOT);
            parameters.addAll(List.of(text, text));
        }
        Found found = asking.ask(
                "SELECT " + by + ", " + label + ", " + figure.select() + ", count(*) OVER ()" + grouping.from()
                        + " GROUP BY " + by + search + " ORDER BY " + figure.order() + " DESC NULLS LAST, " + by
                        + " LIMIT " + query.most(),
                parameters,
                this::found);
        return new Top(
                figure.type(),
                query.range()
                        .before(query.comparison())
                        .map(before -> compared(found.entries(), before, asking))
                        .orElse(found.entries()),
                found.distinct(),
                total(asking));
    }

    private Found found(ResultSet rows) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        long distinct = 0;
        while (rows.next()) {
            distinct = rows.getLong(5);
            entries.add(new Entry(rows.getString(1), rows.getString(2), figure.read(rows, 3), null));
        }
        return new Found(entries, distinct);
    }

    private List<Entry> compared(List<Entry> entries, Range before, Asking asking) {
        List<String> values = entries.stream()
                .map(Entry::value)
                .filter(value -> value != null)
                .toList();
        List<Object> parameters = new ArrayList<>(grouping.parameters(before));
        parameters.addAll(values);
        String among = String.join(", ", Collections.nCopies(values.size(), "?"));
        String chosen = values.isEmpty() ? "" : by + " IN (" + among + ") OR ";
        Map<Optional<String>, BigDecimal> figures = asking.ask(
                "SELECT " + by + ", " + figure.select() + grouping.from() + " AND (" + chosen + by + " IS NULL)"
                        + " GROUP BY " + by,
                parameters,
                rows -> {
                    Map<Optional<String>, BigDecimal> all = new HashMap<>();
                    while (rows.next()) {
                        all.put(Optional.ofNullable(rows.getString(1)), figure.read(rows, 2));
                    }
                    return all;
                });
        return entries.stream()
                .map(entry -> new Entry(
                        entry.value(), entry.label(), entry.figure(), figures.get(Optional.ofNullable(entry.value()))))
                .toList();
    }

    private BigDecimal total(Asking asking) {
        return figure.addsUp(query.figure())
                ? asking.ask("SELECT " + figure.select() + grouping.from(), grouping.parameters(), rows -> {
                    rows.next();
                    return figure.read(rows, 1);
                })
                : null;
    }
}
