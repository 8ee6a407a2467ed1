package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code cart_abandonment}: one row per event date (UTC) and session in which something was added to the cart and which
 * has no completed transaction on that date.
 *
 * <ul>
 *   <li>user_id: of the session's earliest event (of several at that time, the lowest)
 *   <li>products: distinct products that were added, also where they were taken out again
 *   <li>cart_value: the sum of their list prices; a product that {@code products.csv} does not know adds nothing
 * </ul>
 */
public final class CartAbandonment implements GoldTable {
    private static final String[] SESSION = {EventDate.NAME, "session_id"};

    private final Optional<Dataset<Row>> products;

    /** @param products product_id, list_price, each product once; needed where the table is made */
    public CartAbandonment(Optional<Dataset<Row>> products) {
        this.products = products;
    }

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
                GoldColumn.of("products", Additivity.NONE),
                GoldColumn.of("cart_value", Additivity.SUM));
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        Dataset<Row> carts = silver.table(Silver.USER_EVENTS)
                .where(col("event_type")
                        .equalTo("add_to_cart")
                        .and(col("product_id").isNotNull()))
                .select(EventDate.NAME, "session_id", "product_id")
                .distinct()
                .join(broadcast(products.orElseThrow().select("product_id", "list_price")), "product_id", "left")
                .groupBy(EventDate.NAME, "session_id")
                .agg(
                        count(lit(1)).as("products"),
                        Money.total(col("list_price")).as("cart_value"));
        return silver.sessions()
                .where(col("carts").gt(0))
                .join(silver.purchases(), SESSION, "left_anti")
                .join(carts, SESSION, "left")
                .select(
                        col(EventDate.NAME),
                        col("session_id"),
                        col("user_id"),
                        Silver.zero(col("products")).as("products"),
                        Money.orZero(col("cart_value")).as("cart_value"));
    }
}
