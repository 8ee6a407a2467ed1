package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.lake.EventDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The silver table {@code daily_users}: one row per event date (UTC) and user that has clean events or a completed
 * transaction on it. The next day compares its users with them.
 *
 * <ul>
 *   <li>browsed: the user has events
 *   <li>bought: the user has a completed transaction
 * </ul>
 */
public final class DailyUsers {
    /** The table's name. */
    public static final String NAME = "daily_users";

    private DailyUsers() {}

    /** The users of these dates, on which both topics have landed. */
    public static Dataset<Row> of(Silver silver) {
        List<String> user = List.of(EventDate.NAME, "user_id");
        Dataset<Row> browsers =
                silver.visits().select(EventDate.NAME, "user_id").distinct().withColumn("browsed", lit(true));
        Dataset<Row> buyers =
                silver.purchases().select(EventDate.NAME, "user_id").distinct().withColumn("bought", lit(true));
        return browsers.join(buyers, user.toArray(String[]::new), "full_outer")
                .select(
                        col(EventDate.NAME),
                        col("user_id"),
                        coalesce(col("browsed"), lit(false)).as("browsed"),
                        coalesce(col("bought"), lit(false)).as("bought"));
    }
}
