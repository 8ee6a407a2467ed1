package dev.streamflow.dashboard.panels;

import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.events.model.Additivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The panels of a table that nobody has designed a page for, by twelve fixed rules:
 *
 * <ol>
 *   <li>events per day come first
 *   <li>then which dates are complete
 *   <li>then what was quarantined, by reason
 *   <li>a measure: its sum per day
 *   <li>and its mean between minimum and maximum, where the table says of what the mean is the quotient
 *   <li>a dimension of two to six values: a stack, in the order of its {@code enum}
 *   <li>of 7 to 30: the largest with their change, and the six largest and the others by date
 *   <li>of more: the largest, with a search
 *   <li>a boolean: the share of true
 *   <li>the first two dimensions of 2 to 30 values each: a heat map
 *   <li>a dimension of one value has no panel: it would say the same as the first
 *   <li>eight panels at most: the sum of the first measure, the first two dimensions, the mean and the heat map go
 *       before further measures and dimensions
 * </ol>
 *
 * An absent value counts as a value everywhere. Only figures that add up are added up.
 */
public final class PanelRules {
    static final int MOST = 8;
    private static final int STACK = 6;
    private static final int LIST = 30;
    private static final String EVENTS = "events";

    private PanelRules() {}

    public static List<Panel> of(Shape shape) {
        Figure events = events(shape.table());
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel.Daily("events", "Events per day", List.of(events), List.of("events"), true));
        panels.add(new Panel.Completeness("dates", "Dates"));
        panels.add(new Panel.Reasons("reasons", "Quarantined, by reason"));
        List<List<Panel>> measures = Measures.of(shape.table(), shape.measure()).stream()
                .map(name -> measure(shape.table(), name))
                .toList();
        List<Panel> dimensions = shape.dimensions().stream()
                .flatMap(dimension -> dimension(dimension, events).stream())
                .toList();
        measures.stream().limit(1).forEach(first -> panels.add(first.get(0)));
        dimensions.stream().limit(2).forEach(panels::add);
        measures.stream().limit(1).forEach(first -> panels.addAll(first.subList(1, first.size())));
        heatmap(shape.dimensions(), events).ifPresent(panels::add);
        measures.stream().skip(1).forEach(panels::addAll);
        dimensions.stream().skip(2).forEach(panels::add);
        return panels.stream().limit(MOST).toList();
    }

    /** The column of the number of events; rows where a table has none that adds up. */
    static Figure events(Table table) {
        return Measures.has(table, EVENTS, Additivity.SUM) ? Figure.sum(EVENTS) : Figure.rows();
    }

    private static List<Panel> measure(Table table, String name) {
        String title = Words.of(name);
        List<Panel> panels = new ArrayList<>();
        Figure sum = Figure.sum("sum_" + name);
        panels.add(new Panel.Daily("sum_" + name, "Sum of " + title + " per day", List.of(sum), List.of(title), true));
        if (Measures.has(table, "avg_" + name, Additivity.RATIO)
                && Measures.has(table, "min_" + name, Additivity.MIN)
                && Measures.has(table, "max_" + name, Additivity.MAX)) {
            panels.add(new Panel.Band(
                    "avg_" + name,
                    "Mean " + title + ", with smallest and largest",
                    Figure.mean("avg_" + name),
                    new Figure(Figure.How.MIN, "min_" + name),
                    new Figure(Figure.How.MAX, "max_" + name)));
        }
        return panels;
    }

    private static Optional<Panel> dimension(Shape.Dimension dimension, Figure events) {
        String id = "by_" + dimension.name();
        String title = "Events by " + Words.of(dimension.name());
        if (dimension.distinct() < 2) {
            return Optional.empty();
        } else if (dimension.column().type() == Column.Type.BOOLEAN) {
            String share = "Share of " + Words.of(dimension.name());
            return Optional.of(new Panel.TrueShare(id, share, events, dimension.name()));
        } else if (dimension.distinct() <= STACK) {
            return Optional.of(new Panel.Split(id, title, events, dimension.name(), dimension.order(), true));
        }
        boolean search = dimension.distinct() > LIST;
        return Optional.of(new Panel.Leaderboard(id, title, events, dimension.name(), null, !search, search));
    }

    private static Optional<Panel> heatmap(List<Shape.Dimension> dimensions, Figure events) {
        List<Shape.Dimension> small = dimensions.stream()
                .filter(one -> one.distinct() >= 2 && one.distinct() <= LIST)
                .limit(2)
                .toList();
        if (small.size() < 2) {
            return Optional.empty();
        }
        boolean wideFirst = small.get(0).distinct() < small.get(1).distinct();
        String down = small.get(wideFirst ? 1 : 0).name();
        String across = small.get(wideFirst ? 0 : 1).name();
        String title = "Events by " + Words.of(down) + " and " + Words.of(across);
        return Optional.of(new Panel.Heatmap("pairs", title, events, down, across));
    }
}
