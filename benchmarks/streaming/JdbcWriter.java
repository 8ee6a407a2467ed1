import dev.streamflow.streaming.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes a CSV file of storefront events by Spark's reader and JDBC writer into a table with the indexes of user_events. */
public final class JdbcWriter {
    private static final String SCHEMA = "event_id STRING, user_id STRING, event_type STRING, product_id STRING, product_name STRING,"
            + " product_category STRING, product_price DECIMAL(18,2), quantity BIGINT, event_timestamp TIMESTAMP, session_id STRING,"
            + " device_type STRING";

    public static void main(String... args) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[1]))) {
            Properties properties = new Properties();
            properties.setProperty("user", EmbeddedPostgres.USER);
            properties.setProperty("password", server.password());
            properties.setProperty("driver", "org.postgresql.Driver");
            try (Connection connection = DriverManager.getConnection(server.url(), properties);
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS by_spark");
                statement.execute("CREATE TABLE by_spark (LIKE user_events INCLUDING ALL)");
            }
            SparkSession spark = SparkSession.builder().master("local[*]").config("spark.ui.enabled", "false").getOrCreate();
            Dataset<Row> rows = spark.read().option("header", true).schema(SCHEMA).csv(args[0]);
            rows.limit(1).collectAsList();
            long start = System.nanoTime();
            rows.write().mode("append").option("batchsize", 10_000).jdbc(server.url() + "?reWriteBatchedInserts=true", "by_spark", properties);
            double seconds = (System.nanoTime() - start) / 1e9;
            long count = spark.read().jdbc(server.url(), "by_spark", properties).count();
            System.out.printf("%d rows: %.0f rows/s%n", count, count / seconds);
            spark.stop();
        }
    }
}
