package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.sum;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code user_activity}: one row per event date (UTC) and user with events, whether or not something was bought.
 *
 * <ul>
 *   <li>sessions: distinct; events; page_views and carts: events of the types page_view and add_to_cart
 *   <li>transactions, spend: the user's completed transactions and their amount; 0 and 0.00 where there are none
 * </ul>
 */
public final class UserActivity implements GoldTable {
    @Override
    public Set<String> topics() {
        return Silver.CORE_TOPICS;
    }

    @Override
    public List<String> grain() {
        return List.of("user_id");
    }

    @Override
    public List<GoldColumn> columns() {
        return List.of(
                GoldColumn.of("sessions", Additivity.NONE),
                GoldColumn.of("events", Additivity.SUM),
                GoldColumn.of("page_views", Additivity.SUM),
                GoldColumn.of("carts", Additivity.SUM),
                GoldColumn.of("transactions", Additivity.SUM),
                GoldColumn.of("spend", Additivity.SUM));
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        Dataset<Row> users = silver.visits()
                .groupBy(EventDate.NAME, "user_id")
                .agg(
                        countDistinct(col("session_id")).as("sessions"),
                        sum(col("events")).as("events"),
                        sum(col("page_views")).as("page_views"),
                        sum(col("carts")).as("carts"));
        Dataset<Row> spending = silver.purchases()
                .groupBy(EventDate.NAME, "user_id")
                .agg(
                        sum(col("transactions")).as("transactions"),
                        Money.total(col("total_amount")).as("spend"));
        return users.join(spending, new String[] {EventDate.NAME, "user_id"}, "left")
                .select(
                        col(EventDate.NAME),
                        col("user_id"),
                        col("sessions"),
                        col("events"),
                        col("page_views"),
                        col("carts"),
                        Silver.zero(col("transactions")).as("transactions"),
                        Money.orZero(col("spend")).as("spend"));
    }
}
