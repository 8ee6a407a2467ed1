package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;

import dev.streamflow.etl.lake.EventDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The silver table {@code transaction_items}: one row per line of a transaction, with its amount and its product. A
 * product that {@code products.csv} does not know keeps its row, with null for name, brand and list price.
 *
 * <p>line_amount = round(quantity · unit_price · (1 − discount_percentage / 100), 2), half up. Their sum is the
 * transaction's total.
 */
public final class TransactionItems {
    /** The table's name. */
    public static final String NAME = "transaction_items";

    private TransactionItems() {}

    /**
     * The lines of these transactions.
     *
     * @param products product_id, product_name, brand, list_price; each product once
     */
    public static Dataset<Row> of(Dataset<Row> transactions, Dataset<Row> products) {
        Column share = lit(1).minus(col("discount_percentage").divide(100));
        Dataset<Row> lines = transactions
                .select(
                        col(EventDate.NAME),
                        col("transaction_id"),
                        col("user_id"),
                        col("session_id"),
                        col("event_timestamp"),
                        col("status"),
                        col("discount_percentage"),
                        posexplode(col("items")))
                .select(col("*"), col("col.*"))
                .withColumn("line", col("pos").plus(1))
                .withColumn(
                        "line_amount",
                        Money.rounded(
                                col("quantity").multiply(col("unit_price")).multiply(share)))
                .drop("pos", "col");
        return lines.join(broadcast(products.drop("category")), "product_id", "left")
                .select(
                        EventDate.NAME,
                        "transaction_id",
                        "line",
                        "user_id",
                        "session_id",
                        "event_timestamp",
                        "status",
                        "product_id",
                        "product_name",
                        "category",
                        "brand",
                        "list_price",
                        "quantity",
                        "unit_price",
                        "line_amount");
    }
}
