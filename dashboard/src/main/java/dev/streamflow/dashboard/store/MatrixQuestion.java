package dev.streamflow.dashboard.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A figure by two dimensions. */
final class MatrixQuestion {
    private final Grouping grouping;
    private final FigureSql figure;
    private final String down;
    private final String across;

    /** A cell's place. */
    private record Place(Optional<String> down, Optional<String> across) {}

    MatrixQuestion(Grouping grouping, Matrix.Query query) {
        this.grouping = grouping;
        boolean oneRow = grouping.isOneRow(List.of(query.down(), query.across()), false);
        this.figure = FigureSql.of(query.figure(), grouping.table(), oneRow);
        this.down = query.down();
        this.across = query.across();
    }

    Matrix answer(Asking asking) {
        List<String> rows = values(asking, down);
        List<String> columns = values(asking, across);
        Map<Place, BigDecimal> figures = asking.ask(
                "SELECT " + grouping.text(down) + ", " + grouping.text(across) + ", " + figure.select()
                        + grouping.from() + " GROUP BY " + grouping.text(down) + ", " + grouping.text(across),
                grouping.parameters(),
                found -> {
                    Map<Place, BigDecimal> all = new HashMap<>();
                    while (found.next()) {
                        all.put(place(found.getString(1), found.getString(2)), figure.read(found, 3));
                    }
                    return all;
                });
        List<List<BigDecimal>> cells = new ArrayList<>();
        for (String row : rows) {
            List<BigDecimal> line = new ArrayList<>();
            columns.forEach(column -> line.add(figures.get(place(row, column))));
            cells.add(Collections.unmodifiableList(line));
        }
        return new Matrix(
                figure.type(),
                Collections.unmodifiableList(rows),
                Collections.unmodifiableList(columns),
                Collections.unmodifiableList(cells));
    }

    private static Place place(String down, String across) {
        return new Place(Optional.ofNullable(down), Optional.ofNullable(across));
    }

    private List<String> values(Asking asking, String dimension) {
        String raw = grouping.raw(dimension);
        List<String> values = asking.ask(
                "SELECT " + grouping.text(dimension) + grouping.from() + " GROUP BY " + raw + " ORDER BY " + raw
                        + " NULLS LAST LIMIT " + (Matrix.MOST + 1),
                grouping.parameters(),
                rows -> {
                    List<String> all = new ArrayList<>();
                    while (rows.next()) {
                        all.add(rows.getString(1));
                    }
                    return all;
                });
        if (values.size() > Matrix.MOST) {
            throw new BadQuestionException(
                    "There are more than " + Matrix.MOST + " values of " + dimension + ", too many for a matrix.");
        }
        return values;
    }
}
