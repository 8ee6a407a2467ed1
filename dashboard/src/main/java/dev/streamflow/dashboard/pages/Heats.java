package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.panels.Panel;
import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Matrix;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.view.Heat;
import dev.streamflow.dashboard.view.NumberText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Heat maps: tables whose cells are coloured in eight steps. */
final class Heats {
    private static final int LEVELS = 8;
    private static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private final Question question;
    private final Table table;
    private final List<Filter> filters;

    Heats(Question question, Table table, List<Filter> filters) {
        this.question = question;
        this.table = table;
        this.filters = filters;
    }

    Heat of(Panel.Heatmap panel) {
        Matrix matrix = question.view()
                .matrix(new Matrix.Query(
                        table.name(), panel.figure(), question.range(), panel.down(), panel.across(), filters));
        BigDecimal largest = matrix.cells().stream()
                .flatMap(List::stream)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        List<Heat.Row> rows = new ArrayList<>();
        for (int i = 0; i < matrix.rows().size(); i++) {
            List<Heat.Cell> cells = matrix.cells().get(i).stream()
                    .map(value -> new Heat.Cell(NumberText.of(matrix.type(), value), level(value, largest)))
                    .toList();
            rows.add(new Heat.Row(name(panel.down(), matrix.rows().get(i)), cells));
        }
        List<String> head = matrix.columns().stream()
                .map(value -> name(panel.across(), value))
                .toList();
        String note = rows.isEmpty() ? "Nothing on these dates." : "";
        return new Heat(panel.id(), panel.title(), note, Words.of(panel.down()), head, rows);
    }

    private static String name(String dimension, String value) {
        if (dimension.equals(Matrix.WEEKDAY)) {
            return WEEKDAYS.get(Integer.parseInt(value) - 1);
        }
        return Filters.name(value);
    }

    /** 0 for nothing, else 1 to 8. */
    static int level(BigDecimal value, BigDecimal largest) {
        if (value == null || value.signum() <= 0 || largest.signum() == 0) {
            return 0;
        }
        BigDecimal share = value.multiply(BigDecimal.valueOf(LEVELS)).divide(largest, 0, RoundingMode.CEILING);
        return Math.max(1, Math.min(LEVELS, share.intValue()));
    }
}
