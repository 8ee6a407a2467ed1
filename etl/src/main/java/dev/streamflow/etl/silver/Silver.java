package dev.streamflow.etl.silver;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.streamflow.etl.lake.EventDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The clean rows of some event dates, and datasets that several tables are made of. Every dataset has
 * {@code event_date}. Visits and purchases are cached until this is closed, because most tables read them.
 */
public final class Silver implements AutoCloseable {
    /** The topic of what users do. */
    public static final String USER_EVENTS = "user_events";
    /** The topic of what they buy. */
    public static final String TRANSACTIONS = "transaction_events";

    /** Both of them. */
    public static final Set<String> CORE_TOPICS = Set.of(USER_EVENTS, TRANSACTIONS);

    /** Of transactions and their lines: those that were paid, which revenue is computed from. */
    public static final Column COMPLETED = col("status").equalTo("completed");

    private final Dataset<Row> dates;
    private final Map<String, Dataset<Row>> tables;
    private final Map<String, Dataset<Row>> kept = new LinkedHashMap<>();

    /**
     * Silver of these dates.
     *
     * @param dates one row per date
     * @param tables by name: topics, {@link TransactionItems} and {@link DailyUsers}
     */
    public Silver(Dataset<Row> dates, Map<String, Dataset<Row>> tables) {
        this.dates = dates;
        this.tables = new LinkedHashMap<>(tables);
    }

    /** One row per date, also of dates without clean rows. */
    public Dataset<Row> dates() {
        return dates;
    }

    /** The rows of a topic, or of a table made of topics. */
    public Dataset<Row> table(String name) {
        return requireNonNull(tables.get(name), () -> "there is no " + name + " in silver");
    }

    /** Adds a table made of the others. */
    public void add(String name, Dataset<Row> rows) {
        tables.put(name, rows);
    }

    /** One row per transaction that was paid. */
    public Dataset<Row> completedTransactions() {
        return table(TRANSACTIONS).where(COMPLETED);
    }

    /** One row per line of a transaction that was paid. */
    public Dataset<Row> completedItems() {
        return table(TransactionItems.NAME).where(COMPLETED);
    }

    /**
     * One row per date, hour (0 to 23), device type, session and user that has events: their number, page views,
     * additions to the cart, and the time of the first.
     */
    public Dataset<Row> visits() {
        return keep(
                "visits",
                () -> table(USER_EVENTS)
                        .groupBy(
                                col(EventDate.NAME),
                                hour(col("event_timestamp")).as("hour"),
                                col("device_type"),
                                col("session_id"),
                                col("user_id"))
                        .agg(
                                count(lit(1)).as("events"),
                                count_if(col("event_type").equalTo("page_view")).as("page_views"),
                                count_if(col("event_type").equalTo("add_to_cart"))
                                        .as("carts"),
                                min(col("event_timestamp")).as("first_event_at")));
    }

    /**
     * One row per date and session: events, carts, first_event_at, and user_id and device_type of its earliest event.
     */
    public Dataset<Row> sessions() {
        return keep(
                "sessions",
                () -> visits().groupBy(EventDate.NAME, "session_id")
                        .agg(
                                sum(col("events")).as("events"),
                                sum(col("carts")).as("carts"),
                                min(struct("first_event_at", "user_id", "device_type"))
                                        .as("first"))
                        .select(
                                col(EventDate.NAME),
                                col("session_id"),
                                col("events"),
                                col("carts"),
                                col("first.first_event_at"),
                                col("first.user_id"),
                                col("first.device_type")));
    }

    /**
     * One row per date, session (which may be unknown) and user with completed transactions: their number, first time
     * and amount.
     */
    public Dataset<Row> purchases() {
        return keep(
                "purchases",
                () -> completedTransactions()
                        .groupBy(EventDate.NAME, "session_id", "user_id")
                        .agg(
                                count(lit(1)).as("transactions"),
                                min(col("event_timestamp")).as("purchased_at"),
                                Money.total(col("total_amount")).as("total_amount")));
    }

    private synchronized Dataset<Row> keep(String name, Supplier<Dataset<Row>> rows) {
        if (!kept.containsKey(name)) {
            kept.put(name, rows.get().persist(StorageLevel.MEMORY_AND_DISK()));
        }
        return kept.get(name);
    }

    public static Column zero(Column number) {
        return coalesce(number, lit(0L));
    }

    @Override
    public void close() {
        kept.values().forEach(Dataset::unpersist);
    }
}
