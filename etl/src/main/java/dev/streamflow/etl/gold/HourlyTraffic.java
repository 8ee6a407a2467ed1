package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * {@code hourly_traffic}: one row per event date (UTC), hour (0 to 23) and device type that has events.
 *
 * <ul>
 *   <li>events; sessions and users: distinct
 *   <li>events_3h_avg: the mean number of events of the hours h−2 to h of that date and device type, as far as the day
 *       has them: of one hour at 0, of two at 1; an hour without events counts as 0; decimal(18,2), half up
 * </ul>
 */
public final class HourlyTraffic implements GoldTable {
    private static final int HOURS_BEFORE = 2;

    @Override
    public Set<String> topics() {
        return Set.of(Silver.USER_EVENTS);
    }

    @Override
    public List<String> grain() {
        return List.of("hour", "device_type");
    }

    @Override
    public List<GoldColumn> columns() {
        return List.of(
                GoldColumn.of("events", Additivity.SUM),
                GoldColumn.of("sessions", Additivity.NONE),
                GoldColumn.of("users", Additivity.NONE),
                GoldColumn.of("events_3h_avg", Additivity.NONE));
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        WindowSpec hours = Window.partitionBy(EventDate.NAME, "device_type")
                .orderBy("hour")
                .rangeBetween(-HOURS_BEFORE, Window.currentRow());
        Column hoursOfTheDay = least(col("hour").plus(1), lit(HOURS_BEFORE + 1));
        return silver.visits()
                .groupBy(EventDate.NAME, "hour", "device_type")
                .agg(
                        sum(col("events")).as("events"),
                        countDistinct(col("session_id")).as("sessions"),
                        countDistinct(col("user_id")).as("users"))
                .withColumn(
                        "events_3h_avg",
                        Money.rounded(sum(col("events"))
                                .over(hours)
                                .cast("decimal(20,0)")
                                .divide(hoursOfTheDay)));
    }
}
