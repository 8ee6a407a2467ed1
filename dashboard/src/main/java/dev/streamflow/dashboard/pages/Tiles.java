package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.Series;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Plot;
import dev.streamflow.dashboard.view.Tile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The large figures: each over all of the range, with its change, its course and the dates that it is of. */
final class Tiles {
    private final Question question;

    Tiles(Question question) {
        this.question = question;
    }

    /** A figure that adds up, or is a quotient of two that do. */
    Tile figure(String name, String table, Figure figure, List<Filter> filters, String href) {
        Series series = series(table, figure, question.range(), filters);
        BigDecimal now = total(table, figure, question.range(), filters);
        BigDecimal before = question.comparable()
                .map(range -> total(table, figure, range, filters))
                .orElse(null);
        List<BigDecimal> values = series.lines().get(0).values();
        String text = figure.how() == Figure.How.MEAN
                ? NumberText.mean(series.type(), now)
                : NumberText.of(series.type(), now);
        return tile(name, text, before, now, values, href);
    }

    /** Σ of one column ÷ Σ of another, half up to the cent. */
    Tile quotient(String name, String table, String part, String whole, String href) {
        List<BigDecimal> parts = values(table, part);
        List<BigDecimal> wholes = values(table, whole);
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            values.add(divided(parts.get(i), wholes.get(i)));
        }
        BigDecimal now = divided(total(table, part, question.range()), total(table, whole, question.range()));
        BigDecimal before = question.comparable()
                .map(range -> divided(total(table, part, range), total(table, whole, range)))
                .orElse(null);
        return tile(name, NumberText.of(Column.Type.DECIMAL, now), before, now, values, href);
    }

    /** The share of landed rows that were quarantined. */
    Tile quarantined() {
        BigDecimal now = share(question.range());
        BigDecimal before = question.comparable().map(this::share).orElse(null);
        String text = now == null ? NumberText.NONE : NumberText.percent(now);
        List<BigDecimal> values = Amounts.quarantined(question.lake(), question.range());
        return tile(
                "Quarantined", text, before, now, values, question.to("quality").href());
    }

    private BigDecimal share(Range range) {
        long part = Amounts.sum(question.lake(), range, Set.of(), LedgerEntry::quarantined);
        long whole = Amounts.sum(question.lake(), range, Set.of(), LedgerEntry::landed);
        return Amounts.percent(part, whole).orElse(null);
    }

    private Series series(String table, Figure figure, Range range, List<Filter> filters) {
        return question.view().series(new Series.Query(table, figure, range, null, 1, filters));
    }

    private List<BigDecimal> values(String table, String column) {
        return series(table, Figure.sum(column), question.range(), List.of())
                .lines()
                .get(0)
                .values();
    }

    private BigDecimal total(String table, String column, Range range) {
        return total(table, Figure.sum(column), range, List.of());
    }

    /** A sum is that of its course, which the page shows as well; null where there is no value. */
    private BigDecimal total(String table, Figure figure, Range range, List<Filter> filters) {
        if (figure.how() != Figure.How.SUM) {
            return question.view().total(table, figure, range, filters);
        }
        return series(table, figure, range, filters).lines().get(0).values().stream()
                .filter(Objects::nonNull)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static BigDecimal divided(BigDecimal part, BigDecimal whole) {
        return part == null || whole == null || whole.signum() == 0
                ? null
                : part.divide(whole, 2, RoundingMode.HALF_UP);
    }

    private Tile tile(
            String name, String text, BigDecimal before, BigDecimal now, List<BigDecimal> values, String href) {
        boolean compared = question.period().before().isPresent();
        String change = compared ? change(before, now) : "";
        String direction = before == null || now == null ? "same" : direction(now.compareTo(before));
        long dates = values.stream().filter(Objects::nonNull).count();
        return new Tile(name, text, change, direction, fresh(dates, values.size()), href, Plot.spark(values));
    }

    private String change(BigDecimal before, BigDecimal now) {
        String change = NumberText.change(before, now);
        String why = question.incomparable();
        return !change.equals(NumberText.NONE) ? change : why.isEmpty() ? "nothing to compare with" : why;
    }

    private static String direction(int sign) {
        return sign > 0 ? "up" : sign < 0 ? "down" : "same";
    }

    private String fresh(long with, int all) {
        Optional<DateState> newest = question.lake().date(question.range().to());
        String end = question.range().to()
                + newest.filter(state -> !state.isPublished())
                        .map(state -> " (missing)")
                        .orElse("");
        return with == all ? all + " dates to " + end : with + " of " + all + " dates to " + end;
    }
}
