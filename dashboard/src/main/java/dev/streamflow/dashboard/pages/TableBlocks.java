package dev.streamflow.dashboard.pages;

import static java.util.Comparator.comparingInt;

import dev.streamflow.dashboard.panels.Panel;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Series;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.view.Block;
import dev.streamflow.dashboard.view.Chart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks what the panels of a table need, and puts the answers together. */
final class TableBlocks {
    private static final int SPLIT = 12;
    private static final int LARGEST = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Question question;
    private final Table table;
    private final List<Filter> filters;
    private final Set<String> topics;
    private final Charts charts;

    /**
     * Of one table.
     *
     * @param topics that it is made of
     */
    TableBlocks(Question question, Table table, List<Filter> filters, Set<String> topics) {
        this.question = question;
        this.table = table;
        this.filters = filters;
        this.topics = topics;
        this.charts = new Charts(question);
    }

    List<Block> of(List<Panel> panels) {
        return panels.stream().flatMap(panel -> of(panel).stream()).toList();
    }

    private List<Block> of(Panel panel) {
        if (panel instanceof Panel.Daily daily) {
            return List.of(daily(daily));
        } else if (panel instanceof Panel.Band band) {
            return List.of(band(band));
        } else if (panel instanceof Panel.Split split) {
            return List.of(split(split));
        } else if (panel instanceof Panel.Leaderboard board) {
            return board(board);
        } else if (panel instanceof Panel.TrueShare share) {
            return List.of(share(share));
        } else if (panel instanceof Panel.Heatmap heatmap) {
            return List.of(new Heats(question, table, filters).of(heatmap));
        } else if (panel instanceof Panel.Reasons reasons) {
            return List.of(new ReasonBars(question).of(reasons.id(), reasons.title(), topics));
        }
        return List.of(DateWords.calendar(question, panel.id(), panel.title()));
    }

    private Chart daily(Panel.Daily panel) {
        List<Charts.Values> columns = new ArrayList<>();
        for (int i = 0; i < panel.figures().size(); i++) {
            columns.add(values(panel.names().get(i), panel.figures().get(i)));
        }
        Chart.Kind kind = panel.bars() ? Chart.Kind.BARS : Chart.Kind.LINE;
        return charts.chart(panel.id(), panel.title(), "", kind, columns, "");
    }

    private Charts.Values values(String name, Figure figure) {
        Series series =
                question.view().series(new Series.Query(table.name(), figure, question.range(), null, 1, filters));
        return Charts.Values.of(name, series.type(), series.lines().get(0).values());
    }

    private Chart band(Panel.Band band) {
        List<Charts.Values> columns =
                List.of(values("mean", band.mean()), values("smallest", band.min()), values("largest", band.max()));
        return charts.chart(band.id(), band.title(), "Mean: sum ÷ number of values.", Chart.Kind.BAND, columns, "");
    }

    private Chart split(Panel.Split split) {
        Series series = lines(split.figure(), split.by(), SPLIT);
        List<Charts.Values> columns = new ArrayList<>(named(series));
        columns.sort(comparingInt(column -> position(split.order(), column.name())));
        Chart.Kind kind = split.stacked() ? Chart.Kind.STACK : Chart.Kind.LINE;
        return charts.chart(split.id(), split.title(), "", kind, columns, "");
    }

    private static int position(List<String> order, String name) {
        int at = order.indexOf(name);
        return at < 0 ? order.size() : at;
    }

    private Series lines(Figure figure, String by, int most) {
        return question.view().series(new Series.Query(table.name(), figure, question.range(), by, most, filters));
    }

    private static List<Charts.Values> named(Series series) {
        List<Charts.Values> columns = new ArrayList<>();
        for (int i = 0; i < series.lines().size(); i++) {
            Series.Line line = series.lines().get(i);
            boolean other = series.others() && i == series.lines().size() - 1;
            columns.add(
                    Charts.Values.of(other ? "(all others)" : Filters.name(line.name()), series.type(), line.values()));
        }
        return columns;
    }

    private List<Block> board(Panel.Leaderboard board) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Boards(question, table, filters).of(board));
        if (board.lines()) {
            List<Charts.Values> columns = named(lines(board.figure(), board.by(), LARGEST));
            String title = board.title() + ", per day";
            blocks.add(charts.chart(board.id() + "_days", title, "", Chart.Kind.STACK, columns, ""));
        }
        return blocks;
    }

    /** Of those that are true or false: an absent one is neither. */
    private Chart share(Panel.TrueShare share) {
        Series series = lines(share.figure(), share.by(), SPLIT);
        List<BigDecimal> yes = valuesOf(series, "true");
        List<BigDecimal> no = valuesOf(series, "false");
        List<BigDecimal> shares = new ArrayList<>();
        for (int i = 0; i < series.dates().size(); i++) {
            BigDecimal part = zero(yes, i);
            BigDecimal whole = part.add(zero(no, i));
            shares.add(whole.signum() == 0 ? null : part.multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_UP));
        }
        Charts.Values column =
                Charts.Values.of("share in %", Column.Type.DECIMAL, shares).asPercent();
        return charts.chart(share.id(), share.title(), "", Chart.Kind.SHARE, List.of(column), "");
    }

    private static List<BigDecimal> valuesOf(Series series, String name) {
        return series.lines().stream()
                .filter(line -> name.equals(line.name()))
                .findFirst()
                .map(Series.Line::values)
                .orElse(List.of());
    }

    private static BigDecimal zero(List<BigDecimal> values, int position) {
        return position < values.size() && values.get(position) != null ? values.get(position) : BigDecimal.ZERO;
    }
}
