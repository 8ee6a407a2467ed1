package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.UsageException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The reference list of products: one row per product_id. */
public final class Products {
    private static final String COLUMNS =
            "product_id string, product_name string, category string, brand string, list_price decimal(18,2)";

    /** The replacement that Spark reads for bytes that are not UTF-8. */
    private static final String NO_CHARACTER = "\uFFFD";

    private Products() {}

    /** @throws CommandException if the file cannot be read or has a product twice */
    public static Dataset<Row> read(SparkSession spark, String file) {
        try {
            Dataset<Row> products = spark.read()
                    .schema(COLUMNS)
                    .option("header", true)
                    .option("enforceSchema", false)
                    .option("mode", "FAILFAST")
                    .option("escape", "\"")
                    .csv(file)
                    .cache();
            if (!products.where(concat_ws("", col("product_id"), col("product_name"), col("category"), col("brand"))
                            .contains(NO_CHARACTER))
                    .isEmpty()) {
                throw unusable(file, "it is not UTF-8 text", null);
            }
            List<Row> twice = products.groupBy("product_id")
                    .count()
                    .where(col("count").gt(1))
                    .limit(1)
                    .collectAsList();
            if (!twice.isEmpty()) {
                throw unusable(file, "it has product " + twice.get(0).getString(0) + " more than once", null);
            }
            return products;
        } catch (CommandException e) {
            throw e;
        } catch (Exception e) { // Scala throws AnalysisException, which is checked, without declaring it
            throw unusable(file, e.getMessage().lines().findFirst().orElse(""), e);
        }
    }

    private static CommandException unusable(String file, String reason, Exception cause) {
        return new UsageException(
                "Cannot read products from " + file + ": " + reason,
                "It is a CSV file with the columns product_id,product_name,category,brand,list_price (--products).",
                cause);
    }
}
