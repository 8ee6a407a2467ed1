package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.live.LiveStore;
import dev.streamflow.dashboard.live.LiveTable;
import dev.streamflow.dashboard.live.Timeline;
import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.view.Block;
import dev.streamflow.dashboard.view.Chart;
import dev.streamflow.dashboard.view.Leaders;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Plot;
import dev.streamflow.dashboard.view.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The rolling windows of a query: its figures over the last hours, and the largest values of its dimensions. */
final class LiveWindows {
    private static final int WINDOWS = 48;
    private static final int FIGURES = 3;
    private static final int DIMENSIONS = 2;
    private static final int LINES = 8;
    private static final int WIDTH = 720;
    private static final int HEIGHT = 180;

    private final LiveStore store;
    private final LiveTable table;
    private final int minutes;

    LiveWindows(LiveStore store, LiveTable table, int minutes) {
        this.store = store;
        this.table = table;
        this.minutes = minutes;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        table.figures().stream().limit(FIGURES).forEach(figure -> blocks.add(chart(figure)));
        String figure = table.figures().get(table.figures().size() - 1);
        table.dimensions().stream().limit(DIMENSIONS).forEach(dimension -> blocks.add(leaders(figure, dimension)));
        return blocks;
    }

    private Timeline ask(String figure, String by, int windows) {
        return store.timeline(new Timeline.Query(table.query(), figure, minutes, windows, by, by == null ? 1 : LINES));
    }

    private Chart chart(String figure) {
        Timeline timeline = ask(figure, null, WINDOWS);
        List<BigDecimal> values =
                timeline.lines().isEmpty() ? List.of() : timeline.lines().get(0).values();
        String name = Words.of(figure.replace("sum_", ""));
        List<Chart.Row> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            BigDecimal value = values.get(i);
            boolean open = timeline.open().get(i);
            rows.add(new Chart.Row(
                    time(timeline.ends().get(i)),
                    "",
                    open ? "still open" : "",
                    open ? Tone.OPEN : Tone.GOOD,
                    false,
                    List.of(new Chart.Cell(value == null ? null : value.toPlainString(), text(timeline, value)))));
        }
        return new Chart(
                table.query() + "-" + figure,
                Character.toUpperCase(name.charAt(0)) + name.substring(1) + " in the " + words() + " before",
                "By the end of the window, in UTC. Shaded: still open, more may come.",
                Chart.Kind.BARS,
                List.of(Chart.Line.solid(name)),
                rows,
                Plot.of(WIDTH, HEIGHT, List.of(values), true),
                "");
    }

    private Leaders leaders(String figure, String dimension) {
        Timeline timeline = ask(figure, dimension, 1);
        BigDecimal largest = timeline.lines().stream()
                .map(line -> line.values().get(0))
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        BigDecimal total = total(ask(figure, null, 1));
        List<Leaders.Row> rows = new ArrayList<>();
        for (Timeline.Line line : timeline.lines()) {
            BigDecimal value = line.values().get(0);
            rows.add(new Leaders.Row(
                    Integer.toString(rows.size() + 1),
                    Filters.name(line.name()),
                    "",
                    text(timeline, value),
                    NumberText.share(value, total),
                    "",
                    Boards.width(value, largest)));
        }
        String end = timeline.ends().isEmpty()
                ? ""
                : "In the " + words() + " up to " + time(timeline.ends().get(0)) + ".";
        String name = Words.of(figure.replace("sum_", ""));
        return new Leaders(
                table.query() + "-by-" + dimension,
                "Largest " + Words.of(dimension) + " by " + name,
                end,
                name,
                false,
                rows,
                null,
                "",
                List.of());
    }

    private static BigDecimal total(Timeline timeline) {
        return timeline.lines().isEmpty()
                ? null
                : timeline.lines().get(0).values().get(0);
    }

    private static String text(Timeline timeline, BigDecimal value) {
        return NumberText.of(timeline.exact() ? Column.Type.DECIMAL : Column.Type.DOUBLE, value);
    }

    private String words() {
        return minutes < 60 ? minutes + " minutes" : minutes == 60 ? "hour" : minutes / 60 + " hours";
    }

    /** {@code 01-31 12:15}. */
    private static String time(Instant instant) {
        return instant.toString().substring(5, 16).replace('T', ' ');
    }
}
