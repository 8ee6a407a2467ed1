package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The clean rows of one event date.
 *
 * @param topics by topic
 * @param items the lines of all transactions, where transactions have landed; see {@link TransactionItems}
 */
public record SilverDay(Map<String, Dataset<Row>> topics, Optional<Dataset<Row>> items) {
    /** The topic of what users do. */
    public static final String USER_EVENTS = "user_events";
    /** The topic of what they buy. */
    public static final String TRANSACTIONS = "transaction_events";

    private static final Column COMPLETED = col("status").equalTo("completed");

    /** Over {@link #TRANSACTIONS}: the revenue of the rows, which gold has to add up to as well. */
    public static final Column REVENUE = Money.total(when(COMPLETED, col("total_amount")));

    public SilverDay {
        topics = Map.copyOf(topics);
    }

    public Dataset<Row> topic(String topic) {
        return topics.get(topic);
    }

    /** One row per transaction that was paid. Revenue is theirs. */
    public Dataset<Row> completedTransactions() {
        return topic(TRANSACTIONS).where(COMPLETED);
    }

    /** One row per line of a transaction that was paid. */
    public Dataset<Row> completedItems() {
        return items.orElseThrow().where(COMPLETED);
    }
}
