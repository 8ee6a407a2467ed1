package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.panels.Panel;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Matrix;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.Series;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.store.Top;
import dev.streamflow.dashboard.view.Bars;
import dev.streamflow.dashboard.view.Block;
import dev.streamflow.dashboard.view.Chart;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Overview;
import dev.streamflow.dashboard.view.Tile;
import dev.streamflow.dashboard.view.Tone;
import dev.streamflow.events.model.Additivity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The morning page: how things are, four figures, the dates, and the first look at each part of the shop. */
final class OverviewPage {
    private static final String REVENUE = "daily_revenue";
    private static final String PRODUCTS = "product_ranking";
    private static final String SEGMENTS = "user_segments";
    private static final String TRAFFIC = "hourly_traffic";
    private static final int FIGURES = 4;
    /** What this page asks of tables whose columns it does not choose. */
    private static final Map<String, List<String>> NEEDED = new TreeMap<>(Map.of(
            REVENUE, List.of("revenue", "transactions", "revenue_7d_avg"),
            PRODUCTS, List.of("product_id", "product_name", "revenue"),
            SEGMENTS, List.of("segment", "users"),
            TRAFFIC, List.of("hour", "events")));

    private final Question question;
    private final Schemas schemas;

    OverviewPage(Question question, Schemas schemas) {
        this.question = question;
        this.schemas = schemas;
    }

    Overview model() {
        List<Overview.Sentence> sentences = new ArrayList<>(new StatusSentences(question).all());
        NEEDED.keySet().stream()
                .filter(question::has)
                .filter(table -> !isWhole(table))
                .map(this::lacking)
                .forEach(sentences::add);
        return new Overview(sentences, tiles(), blocks(), cards());
    }

    /** Whether there is a table of that name with all that this page asks of it. */
    private boolean isWhole(String table) {
        return question.has(table) && missing(table).isEmpty();
    }

    private List<String> missing(String table) {
        Table found = question.view().table(table);
        return NEEDED.get(table).stream().filter(column -> !found.has(column)).toList();
    }

    private Overview.Sentence lacking(String table) {
        String text = "Left out: " + table + " has no " + String.join(", ", missing(table)) + ".";
        return new Overview.Sentence(Tone.WARN, text, question.tableHref(table, ""));
    }

    private List<Tile> tiles() {
        Tiles tiles = new Tiles(question);
        List<Tile> all = new ArrayList<>();
        if (isWhole(REVENUE)) {
            String href = question.tableHref(REVENUE, "");
            all.add(tiles.figure("Revenue", REVENUE, Figure.sum("revenue"), List.of(), href + "#revenue"));
            all.add(tiles.figure(
                    "Transactions", REVENUE, Figure.sum("transactions"), List.of(), href + "#transactions"));
            all.add(tiles.quotient("Mean order", REVENUE, "revenue", "transactions", href));
        }
        for (Table table : daily()) {
            if (all.size() < FIGURES - 1) {
                all.add(events(table));
            }
        }
        all.add(tiles.quarantined());
        return all;
    }

    private List<Table> daily() {
        return question.view().tables().stream()
                .filter(table -> schemas.ofTable(table.name()).isPresent() && hasEvents(table))
                .toList();
    }

    private static boolean hasEvents(Table table) {
        return table.has("events") && table.column("events").additivity() == Additivity.SUM;
    }

    private Tile events(Table table) {
        String name = schemas.ofTable(table.name())
                .map(schema -> schema.topic().name())
                .orElse(table.name());
        return new Tiles(question)
                .figure(name, table.name(), Figure.sum("events"), List.of(), question.tableHref(table.name(), ""));
    }

    private List<Tile> cards() {
        return daily().stream().map(this::events).toList();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (isWhole(REVENUE)) {
            blocks.add(revenue());
        }
        blocks.add(DateWords.calendar(question, "calendar", "Dates"));
        if (isWhole(PRODUCTS)) {
            blocks.add(products());
        }
        if (isWhole(SEGMENTS)) {
            blocks.add(segments());
        }
        if (isWhole(TRAFFIC)) {
            Panel.Heatmap hours = new Panel.Heatmap(
                    "traffic", "Events by hour (UTC) and weekday", Figure.sum("events"), "hour", Matrix.WEEKDAY);
            blocks.add(new Heats(question, question.view().table(TRAFFIC), List.of()).of(hours));
        }
        blocks.add(quarantine());
        return blocks;
    }

    private Chart revenue() {
        List<Charts.Values> columns = new ArrayList<>();
        columns.add(values("revenue", Figure.sum("revenue"), question.range()));
        columns.add(values("7-day mean", Figure.value("revenue_7d_avg"), question.range()));
        Optional<Charts.Values> before = question.period()
                .before()
                .map(range -> values("before", Figure.sum("revenue"), range).asDotted())
                .filter(course -> course.values().stream().anyMatch(Objects::nonNull));
        before.ifPresent(columns::add);
        String remark = before.isPresent() ? "Dotted: " + question.period().comparedWith() + "." : "";
        String href = question.tableHref(REVENUE, "revenue");
        return new Charts(question).chart("revenue", "Revenue per day", remark, Chart.Kind.BARS, columns, href);
    }

    private Charts.Values values(String name, Figure figure, Range range) {
        Series series = question.view().series(Series.Query.of(REVENUE, figure, range));
        return Charts.Values.of(name, series.type(), series.lines().get(0).values());
    }

    private Block products() {
        Panel.Leaderboard board = new Panel.Leaderboard(
                "products",
                "Top products by revenue",
                Figure.sum("revenue"),
                "product_id",
                "product_name",
                false,
                false);
        return new Boards(question, question.view().table(PRODUCTS), List.of())
                .of(board, 8, question.to("tables", PRODUCTS));
    }

    /** Of the last date alone: distinct users of several days do not add up. */
    private Bars segments() {
        Range last = new Range(question.range().to(), question.range().to());
        Top top = question.view().top(Top.Query.of(SEGMENTS, Figure.value("users"), last, "segment", 12));
        BigDecimal largest = top.entries().stream()
                .map(Top.Entry::figure)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        String href = question.tableHref(SEGMENTS, "by_segment");
        List<Bars.Row> rows = top.entries().stream()
                .map(entry -> new Bars.Row(
                        Filters.name(entry.value()).replace('_', ' '),
                        "",
                        href,
                        NumberText.of(top.type(), entry.figure()),
                        Boards.width(entry.figure(), largest)))
                .toList();
        String note = rows.isEmpty() ? "No figures for " + last.to() + "." : "On " + last.to() + "; segments overlap.";
        return new Bars("segments", "Users by segment", note, "segment", "users", rows);
    }

    private Chart quarantine() {
        Charts.Values shares = Charts.Values.of(
                        "quarantined in %", Column.Type.DECIMAL, Amounts.quarantined(question.lake(), question.range()))
                .asPercent();
        return new Charts(question)
                .chart(
                        "quarantine",
                        "Quarantined, share of landed rows",
                        "",
                        Chart.Kind.SHARE,
                        List.of(shares),
                        question.to("quality").href());
    }
}
