package dev.streamflow.etl.gold;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.try_sum;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Figure;
import org.apache.spark.sql.Column;

/**
 * The figures of a numeric column, the same whatever order its rows come in. Sum and mean:
 *
 * <ul>
 *   <li>decimal(18, s): decimal(28, s) and decimal(22, s + 4), half up
 *   <li>whole numbers: decimal(29, 0), which holds the sum of ten thousand million of any size; the mean a double
 *   <li>doubles: doubles. Adding doubles up depends on their order, and that on the machine, so each value is taken
 *       with nine digits behind the point; values of 10²⁹ and more, which do not fit then, are added up as they are
 * </ul>
 */
public record Measure(Column column, FieldType type) {
    private static final String EXACT = "decimal(38,9)";
    private static final String WHOLE = "decimal(19,0)";

    public Measure {
        requireNonNull(column, "column is null");
        requireNonNull(type, "type is null");
    }

    Column of(Figure figure) {
        return switch (figure) {
            case COUNT -> count(column);
            case SUM -> sum();
            case AVG -> mean();
            case MIN -> min(column);
            case MAX -> max(column);
        };
    }

    public Column sum() {
        if (type instanceof FieldType.Int64) {
            return try_sum(column.cast(WHOLE));
        } else if (type instanceof FieldType.Decimal) {
            return try_sum(column);
        }
        Column exact = column.cast(EXACT);
        Column outOfRange = count_if(column.isNotNull().and(exact.isNull()));
        return coalesce(when(outOfRange.equalTo(0), try_sum(exact).cast("double")), try_sum(column));
    }

    private Column mean() {
        return type instanceof FieldType.Decimal
                ? avg(column)
                : sum().cast("double").divide(count(column));
    }
}
