package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.store.Column.Ratio;
import dev.streamflow.dashboard.store.Figure.How;
import dev.streamflow.events.model.Additivity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A figure as two expressions of SQL: a numerator, and a denominator that is null where there is none. A quotient is
 * made of exact sums, not of floating point.
 *
 * @param scale of a quotient
 */
record FigureSql(String numerator, String denominator, Column.Type type, int scale) {
    private static final String NOTHING = "NULL";

    /**
     * The SQL of a figure.
     *
     * @param oneRow whether each group has one row at most
     * @throws BadQuestionException if that must not be asked of the column
     */
    static FigureSql of(Figure figure, Table table, boolean oneRow) {
        if (figure.how() == How.ROWS) {
            return new FigureSql("count(*)", NOTHING, Column.Type.INTEGER, 0);
        }
        Column column = table.column(figure.column());
        String name = Sql.name(column.name());
        if (!column.type().isNumber()) {
            throw new BadQuestionException("Column " + column.name() + " is no number.");
        }
        return switch (figure.how()) {
            case SUM -> single("sum(" + name + ")", require(column, Additivity.SUM, "added up"));
            case MIN -> single("min(" + name + ")", require(column, Additivity.MIN, "reduced to their minimum"));
            case MAX -> single("max(" + name + ")", require(column, Additivity.MAX, "reduced to their maximum"));
            case MEAN -> mean(require(column, Additivity.RATIO, "averaged"), table);
            case LAST ->
                single(
                        "arg_max(" + name + ", " + Table.DATE + ")",
                        require(column, Additivity.LAST, "reduced to the last"));
            case VALUE -> single("any_value(" + name + ")", requireOneRow(column, oneRow));
            case ROWS -> throw new IllegalStateException("Cannot get here");
        };
    }

    private static Column require(Column column, Additivity additivity, String what) {
        if (column.additivity() != additivity) {
            throw new BadQuestionException("Values of " + column.name() + " must not be " + what + ".");
        }
        return column;
    }

    private static Column requireOneRow(Column column, boolean oneRow) {
        if (!oneRow) {
            throw new BadQuestionException("Values of " + column.name()
                    + " stand for themselves: ask by date and by every dimension of the table.");
        }
        return column;
    }

    private static FigureSql single(String expression, Column column) {
        return new FigureSql(expression, NOTHING, column.type(), column.scale());
    }

    private static FigureSql mean(Column column, Table table) {
        Ratio ratio = column.ratio().orElseThrow();
        String sum = Sql.name(table.column(ratio.numerator()).name());
        Column.Type type =
                table.column(ratio.numerator()).type() == Column.Type.DOUBLE ? Column.Type.DOUBLE : Column.Type.DECIMAL;
        int scale = column.type() == Column.Type.DECIMAL ? column.scale() : 4;
        if (ratio.denominator() == null) {
            return new FigureSql("sum(" + sum + ")", "count(" + sum + ")", type, scale);
        }
        String count = Sql.name(table.column(ratio.denominator()).name());
        String unknown = "count(*) FILTER (WHERE " + sum + " IS NOT NULL AND " + count + " IS NULL)";
        return new FigureSql(
                "CASE WHEN " + unknown + " = 0 THEN sum(" + sum + ") END", "sum(" + count + ")", type, scale);
    }

    /** Both expressions, as a statement selects them. */
    String select() {
        return numerator + ", " + denominator;
    }

    /** What larger figures come first by. */
    String order() {
        return denominator.equals(NOTHING)
                ? numerator
                : "CAST(" + numerator + " AS DOUBLE) / nullif(" + denominator + ", 0)";
    }

    boolean addsUp(Figure figure) {
        return figure.how() == How.SUM || figure.how() == How.ROWS;
    }

    /** The figure of a row that has {@link #select} at that column. */
    BigDecimal read(ResultSet row, int at) throws SQLException {
        Optional<BigDecimal> top = number(row.getObject(at));
        if (denominator.equals(NOTHING) || top.isEmpty()) {
            return top.orElse(null);
        }
        return number(row.getObject(at + 1))
                .filter(bottom -> bottom.signum() != 0)
                .map(bottom -> top.get().divide(bottom, scale, RoundingMode.HALF_UP))
                .orElse(null);
    }

    /** Nothing for null, and for what is no number. */
    static Optional<BigDecimal> number(Object value) {
        if (value instanceof BigDecimal exact) {
            return Optional.of(exact);
        } else if (value instanceof BigInteger whole) {
            return Optional.of(new BigDecimal(whole));
        } else if (value instanceof Double || value instanceof Float) {
            double real = ((Number) value).doubleValue();
            return Double.isFinite(real) ? Optional.of(BigDecimal.valueOf(real)) : Optional.empty();
        }
        return value instanceof Number whole ? Optional.of(BigDecimal.valueOf(whole.longValue())) : Optional.empty();
    }
}
