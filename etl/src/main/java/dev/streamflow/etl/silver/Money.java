package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Column;

/** Amounts in gold: decimal(18,2), rounded half up. */
public final class Money {
    private static final String TYPE = "decimal(18,2)";

    private Money() {}

    /** The sum; 0.00 if there are no rows. */
    public static Column total(Column amount) {
        return orZero(sum(amount));
    }

    /** The amount; 0.00 if it is null. */
    public static Column orZero(Column amount) {
        return coalesce(amount, lit(0)).cast(TYPE);
    }

    public static Column rounded(Column amount) {
        return round(amount, 2).cast(TYPE);
    }
}
