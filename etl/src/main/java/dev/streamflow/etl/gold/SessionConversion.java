package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code session_conversion}: one row per event date (UTC) and session that has events and a completed transaction on
 * that date.
 *
 * <ul>
 *   <li>user_id, device_type: of the session's earliest event (of several at that time, the lowest)
 *   <li>events: of the session; first_event_at: the time of the first
 *   <li>purchased_at: the time of the first completed transaction
 *   <li>minutes_to_purchase: from first_event_at to purchased_at, decimal(10,2), half up; negative where the
 *       transaction is earlier
 *   <li>total_amount: of all completed transactions of the session
 * </ul>
 */
public final class SessionConversion implements GoldTable {
    private static final int MICROS_PER_MINUTE = 60_000_000;

    @Override
    public Set<String> topics() {
        return Silver.CORE_TOPICS;
    }

    @Override
    public List<String> grain() {
        return List.of("session_id");
    }

    @Override
    public List<GoldColumn> columns() {
        return List.of(
                GoldColumn.of("user_id", Additivity.NONE),
                GoldColumn.of("device_type", Additivity.NONE),
                GoldColumn.of("events", Additivity.SUM),
                GoldColumn.of("first_event_at", Additivity.MIN),
                GoldColumn.of("purchased_at", Additivity.MIN),
                GoldColumn.of("minutes_to_purchase", Additivity.NONE),
                GoldColumn.of("total_amount", Additivity.SUM));
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        Dataset<Row> purchases = silver.purchases()
                .groupBy(EventDate.NAME, "session_id")
                .agg(
                        min(col("purchased_at")).as("purchased_at"),
                        Money.total(col("total_amount")).as("total_amount"));
        Column micros = unix_micros(col("purchased_at")).minus(unix_micros(col("first_event_at")));
        return silver.sessions()
                .join(purchases, new String[] {EventDate.NAME, "session_id"}, "inner")
                .select(
                        col(EventDate.NAME),
                        col("session_id"),
                        col("user_id"),
                        col("device_type"),
                        col("events"),
                        col("first_event_at"),
                        col("purchased_at"),
                        micros.cast("decimal(20,0)")
                                .divide(MICROS_PER_MINUTE)
                                .cast("decimal(10,2)")
                                .as("minutes_to_purchase"),
                        col("total_amount"));
    }
}
