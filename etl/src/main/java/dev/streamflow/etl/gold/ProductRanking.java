package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * {@code product_ranking}: one row per event date (UTC), category and product that was sold in a completed transaction.
 *
 * <ul>
 *   <li>units, revenue: sums over the lines; revenue of line amounts
 *   <li>revenue_rank: by revenue within the category, highest first; products with the same revenue share a rank
 *   <li>share_of_category: of the category's revenue of the date, 0 to 1 with 4 decimals, half up; 0 where that is zero
 *   <li>product_name, brand: of {@code products.csv}; null for a product that it does not know
 * </ul>
 */
public final class ProductRanking implements GoldTable {
    @Override
    public Set<String> topics() {
        return Set.of(Silver.TRANSACTIONS);
    }

    @Override
    public List<String> grain() {
        return List.of("category", "product_id");
    }

    @Override
    public List<GoldColumn> columns() {
        return List.of(
                GoldColumn.of("product_name", Additivity.NONE),
                GoldColumn.of("brand", Additivity.NONE),
                GoldColumn.of("units", Additivity.SUM),
                GoldColumn.of("revenue", Additivity.SUM),
                GoldColumn.of("revenue_rank", Additivity.NONE),
                GoldColumn.of("share_of_category", Additivity.NONE));
    }

    @Override
    public List<String> order() {
        return List.of("category", "revenue_rank", "product_id");
    }

    @Override
    public Set<String> nullable() {
        return Set.of("product_name", "brand");
    }

    @Override
    public Optional<String> revenue() {
        return Optional.of("revenue");
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        WindowSpec category = Window.partitionBy(EventDate.NAME, "category");
        Column total = sum(col("revenue")).over(category);
        Column share =
                when(total.equalTo(0), lit(0)).otherwise(round(col("revenue").divide(total), 4));
        return silver.completedItems()
                .groupBy(EventDate.NAME, "category", "product_id", "product_name", "brand")
                .agg(
                        sum(col("quantity")).as("units"),
                        Money.total(col("line_amount")).as("revenue"))
                .withColumn(
                        "revenue_rank",
                        rank().over(category.orderBy(col("revenue").desc())))
                .withColumn("share_of_category", share.cast("decimal(5,4)"));
    }
}
