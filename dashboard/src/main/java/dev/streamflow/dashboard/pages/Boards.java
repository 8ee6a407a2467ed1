package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.panels.Panel;
import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.Comparison;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.store.Top;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.Leaders;
import dev.streamflow.dashboard.view.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Leaderboards. */
final class Boards {
    static final String SEARCH = "q.";
    private static final int MOST = 30;
    private static final int SEARCHED = 15;

    private final Question question;
    private final Table table;
    private final List<Filter> filters;

    Boards(Question question, Table table, List<Filter> filters) {
        this.question = question;
        this.table = table;
        this.filters = filters;
    }

    Leaders of(Panel.Leaderboard board) {
        return of(board, board.search() ? SEARCHED : MOST, question.address());
    }

    /**
     * The leaders.
     *
     * @param page whose filters its links set
     */
    Leaders of(Panel.Leaderboard board, int most, Address page) {
        String parameter = board.search() ? SEARCH + board.id() : null;
        String searched = board.search() ? question.address().value(parameter).orElse("") : "";
        String label = board.label() != null && table.has(board.label()) ? board.label() : null;
        Top top = question.view()
                .top(new Top.Query(
                        table.name(),
                        board.figure(),
                        question.range(),
                        question.comparable().isPresent() ? question.comparison() : Comparison.NONE,
                        board.by(),
                        label,
                        searched,
                        most,
                        filters));
        return new Leaders(
                board.id(),
                board.title(),
                note(top),
                figureName(board.figure()),
                question.comparable().isPresent(),
                rows(top, board.by(), page),
                parameter,
                searched,
                board.search() ? question.address().hidden(parameter, "page") : List.of());
    }

    private static String figureName(Figure figure) {
        return figure.how() == Figure.How.ROWS ? "rows" : Words.of(figure.column());
    }

    private static String note(Top top) {
        long beyond = top.distinct() - top.entries().size();
        return beyond > 0
                ? "The " + top.entries().size() + " largest of " + NumberText.of(top.distinct()) + " values."
                : "";
    }

    private static List<Leaders.Row> rows(Top top, String by, Address page) {
        BigDecimal largest = top.entries().stream()
                .map(Top.Entry::figure)
                .filter(figure -> figure != null)
                .map(BigDecimal::abs)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        List<Leaders.Row> rows = new ArrayList<>();
        for (Top.Entry entry : top.entries()) {
            String label = entry.label() == null ? Filters.name(entry.value()) : entry.label();
            rows.add(new Leaders.Row(
                    Integer.toString(rows.size() + 1),
                    label,
                    Filters.narrowed(page, by, entry.value()).href(),
                    NumberText.of(top.type(), entry.figure()),
                    NumberText.share(entry.figure(), top.total()),
                    NumberText.change(entry.before(), entry.figure()),
                    width(entry.figure(), largest)));
        }
        return rows;
    }

    /** The length of a bar, 0 to 100. */
    static String width(BigDecimal figure, BigDecimal largest) {
        return figure == null || largest.signum() == 0
                ? "0"
                : figure.abs()
                        .multiply(BigDecimal.valueOf(100))
                        .divide(largest, 2, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
