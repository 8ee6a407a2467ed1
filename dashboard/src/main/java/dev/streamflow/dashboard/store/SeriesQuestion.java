package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.store.Series.Line;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A figure by date, over a calendar without gaps: a date without rows has null, not 0. */
final class SeriesQuestion {
    private final Grouping grouping;
    private final Series.Query query;
    private final FigureSql figure;
    private final List<LocalDate> dates;

    SeriesQuestion(Grouping grouping, Series.Query query) {
        this.grouping = grouping;
        this.query = query;
        List<String> by = query.by() == null ? List.of() : List.of(query.by());
        this.figure = FigureSql.of(query.figure(), grouping.table(), grouping.isOneRow(by, true));
        this.dates = query.range().dates();
    }

    Series answer(Asking asking) {
        String by = query.by() == null ? "NULL" : grouping.text(query.by());
        String sql = "SELECT " + Table.DATE + ", " + by + ", " + figure.select() + grouping.from() + " GROUP BY ALL";
        if (query.by() == null) {
            sql = sql.replace(" GROUP BY ALL", " GROUP BY " + Table.DATE);
        }
        Map<String, BigDecimal[]> lines = asking.ask(sql, grouping.parameters(), this::lines);
        if (query.by() == null && lines.isEmpty()) {
            lines.put(null, new BigDecimal[dates.size()]);
        }
        return cut(lines);
    }

    private Map<String, BigDecimal[]> lines(ResultSet rows) throws SQLException {
        Map<LocalDate, Integer> places = new HashMap<>();
        dates.forEach(date -> places.put(date, places.size()));
        Map<String, BigDecimal[]> lines = new HashMap<>();
        while (rows.next()) {
            int place = places.get(rows.getObject(1, LocalDate.class));
            lines.computeIfAbsent(rows.getString(2), key -> new BigDecimal[dates.size()])[place] = figure.read(rows, 3);
        }
        return lines;
    }

    /** The largest lines, and where the figure adds up, the sum of the others. */
    private Series cut(Map<String, BigDecimal[]> lines) {
        List<Map.Entry<String, BigDecimal[]>> ordered = new ArrayList<>(lines.entrySet());
        ordered.sort(Comparator.comparing((Map.Entry<String, BigDecimal[]> line) -> size(line.getValue()))
                .reversed()
                .thenComparing(Map.Entry::getKey, Comparator.nullsLast(Comparator.naturalOrder())));
        boolean others = ordered.size() > query.most() && figure.addsUp(query.figure());
        List<Line> shown = new ArrayList<>();
        ordered.stream()
                .limit(query.most())
                .forEach(line -> shown.add(new Line(line.getKey(), Arrays.asList(line.getValue()))));
        if (others) {
            shown.add(new Line("other", sum(ordered.subList(query.most(), ordered.size()))));
        }
        return new Series(figure.type(), dates, shown, others);
    }

    private static BigDecimal size(BigDecimal[] values) {
        return Arrays.stream(values)
                .filter(value -> value != null)
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<BigDecimal> sum(List<Map.Entry<String, BigDecimal[]>> lines) {
        BigDecimal[] sum = new BigDecimal[dates.size()];
        for (Map.Entry<String, BigDecimal[]> line : lines) {
            for (int i = 0; i < sum.length; i++) {
                BigDecimal value = line.getValue()[i];
                sum[i] = value == null ? sum[i] : sum[i] == null ? value : sum[i].add(value);
            }
        }
        return Arrays.asList(sum);
    }
}
