package dev.streamflow.dashboard.live;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.engine.Workers;
import dev.streamflow.dashboard.live.LiveStore.LoadedPanes;
import dev.streamflow.dashboard.live.Timeline.Line;
import dev.streamflow.dashboard.store.BadQuestionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Windows as sums of the panes in them: what is counted and added up is the same by any way. */
final class TimelineQuestion {
    private static final Duration PANE = Duration.ofMinutes(15);

    private final LoadedPanes panes;
    private final Timeline.Query query;
    private final String figure;
    private final String by;

    TimelineQuestion(LoadedPanes panes, Timeline.Query query) {
        this.panes = panes;
        this.query = query;
        boolean fits = query.minutes() % 15 == 0 && query.minutes() >= 15 && query.minutes() <= 1440;
        if (!fits || query.windows() < 1 || query.windows() > 192) {
            throw new BadQuestionException("A window is a multiple of 15 minutes, and there are 1 to 192 of them.");
        } else if (query.most() < 1 || query.most() > 50) {
            throw new BadQuestionException("There are 1 to 50 lines to ask for.");
        }
        this.figure = Sql.name(known(panes.table().figures(), query.figure(), "figure"));
        this.by = query.by() == null ? "NULL" : Sql.name(known(panes.table().dimensions(), query.by(), "dimension"));
    }

    private static String known(List<String> names, String name, String what) {
        if (!names.contains(name)) {
            throw new BadQuestionException("The query has no " + what + " of that name.");
        }
        return name;
    }

    Timeline answer(Workers workers, Connection connection) throws SQLException {
        List<Instant> ends = workers.query(
                connection, "SELECT min(pane_start), max(pane_start) FROM " + panes.sqlName(), List.of(), this::ends);
        Map<String, BigDecimal[]> lines = ends.isEmpty()
                ? new HashMap<>()
                : workers.query(
                        connection,
                        sql(),
                        List.of(time(ends.get(0)), time(ends.get(ends.size() - 1))),
                        rows -> lines(rows, ends));
        Instant watermark = panes.table().watermark();
        List<Boolean> open = ends.stream()
                .map(end -> watermark == null || end.isAfter(watermark))
                .toList();
        return new Timeline(panes.table(), panes.table().exact().contains(query.figure()), ends, open, largest(lines));
    }

    private List<Instant> ends(ResultSet row) throws SQLException {
        row.next();
        LocalDateTime newest = row.getObject(2, LocalDateTime.class);
        if (newest == null) {
            return List.of();
        }
        Instant first =
                row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC).plus(PANE);
        Instant end = newest.toInstant(ZoneOffset.UTC).plus(PANE);
        List<Instant> ends = new ArrayList<>();
        for (Instant at = end; ends.size() < query.windows() && !at.isBefore(first); at = at.minus(PANE)) {
            ends.add(0, at);
        }
        return ends;
    }

    private String sql() {
        return "SELECT window_end, CAST(" + by + " AS VARCHAR), sum(" + figure
                + ") FROM (SELECT unnest(generate_series("
                + "CAST(? AS TIMESTAMP), CAST(? AS TIMESTAMP), INTERVAL 15 MINUTE)) AS window_end) JOIN "
                + panes.sqlName() + " ON pane_start < window_end AND pane_start >= window_end - INTERVAL "
                + query.minutes() + " MINUTE GROUP BY 1, 2";
    }

    private static String time(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    private static Map<String, BigDecimal[]> lines(ResultSet rows, List<Instant> ends) throws SQLException {
        Map<String, BigDecimal[]> lines = new HashMap<>();
        while (rows.next()) {
            Instant end = rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
            BigDecimal[] values = lines.computeIfAbsent(rows.getString(2), key -> zeros(ends.size()));
            values[ends.indexOf(end)] = decimal(rows.getObject(3));
        }
        return lines;
    }

    /** Where there are no events the query has counted none. */
    private static BigDecimal[] zeros(int size) {
        BigDecimal[] zeros = new BigDecimal[size];
        Arrays.fill(zeros, BigDecimal.ZERO);
        return zeros;
    }

    static BigDecimal decimal(Object value) {
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        } else if (value instanceof Double real) {
            return Double.isFinite(real) ? BigDecimal.valueOf(real) : null;
        }
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
    }

    private List<Line> largest(Map<String, BigDecimal[]> lines) {
        return lines.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, BigDecimal[]> line) -> size(line.getValue()))
                        .reversed()
                        .thenComparing(Map.Entry::getKey, Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(query.most())
                .map(line -> new Line(line.getKey(), Arrays.asList(line.getValue())))
                .toList();
    }

    private static BigDecimal size(BigDecimal[] values) {
        return Arrays.stream(values)
                .filter(value -> value != null)
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
