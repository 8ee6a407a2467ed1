package dev.streamflow.dashboard.panels;

import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.events.model.Additivity;
import java.util.ArrayList;
import java.util.List;

/** The measures of a generic table: the names behind {@code sum_}, {@code avg_}, {@code min_} and {@code max_}. */
public final class Measures {
    private static final String SUM = "sum_";

    private Measures() {}

    /** In the order of the table; those with {@code first} in front. */
    public static List<String> of(Table table, String first) {
        List<String> measures = new ArrayList<>(table.figures().stream()
                .filter(column ->
                        column.additivity() == Additivity.SUM && column.type().isNumber())
                .map(Column::name)
                .filter(name -> name.startsWith(SUM) && name.length() > SUM.length())
                .map(name -> name.substring(SUM.length()))
                .toList());
        if (first != null && measures.remove(first)) {
            measures.add(0, first);
        }
        return List.copyOf(measures);
    }

    /** Whether there is a column that may be combined in this way. */
    static boolean has(Table table, String column, Additivity additivity) {
        return table.has(column) && table.column(column).additivity() == additivity;
    }
}
