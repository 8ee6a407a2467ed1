package dev.streamflow.streaming.load;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** CSV files of storefront events, some rows of which are wrong or come again, and what DuckDB makes of them. */
final class StorefrontFiles {
    static final EventSchema SCHEMA = Schemas.find("storefront_events", Path.of("../schemas"));
    static final String HEADER =
            "event_id,user_id,event_type,product_id,product_name,product_category,product_price,quantity,"
                    + "event_timestamp,session_id,device_type\n";

    private static final int DISTINCT_EVENTS = 100_000;

    private final Path folder;
    private final Random random;
    private int number;

    StorefrontFiles(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    static String row(int number) {
        return row(number, "view");
    }

    private static String row(int number, String type) {
        return String.format(
                java.util.Locale.ROOT,
                "00000000-0000-4000-8000-%012d,U%d,%s,P1,\"Cup, blue\",Kitchen,%d.05,1,2026-01-31T10:00:00Z,S1,mobile\n",
                number,
                number % 100,
                type,
                number % 1000);
    }

    static String rows(int from, int to) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = from; i < to; i++) {
            text.append(row(i));
        }
        return text.toString();
    }

    /** Another file appears, as a whole. */
    void add(int rows) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            text.append(row(random.nextInt(DISTINCT_EVENTS), random.nextInt(50) == 0 ? "bought" : "view"));
        }
        Path hidden = folder.resolve(".next");
        Files.writeString(hidden, text);
        Files.move(hidden, folder.resolve(++number + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    int count() {
        return number;
    }

    /** Rows, their prices, duplicates and quarantined rows, by another engine and from the files that are done. */
    static String expected(Path done) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet row = statement.executeQuery("""
                        WITH all_rows AS (SELECT * FROM read_csv('%s/*.csv', header = true, all_varchar = true)),
                        good AS (SELECT event_id, product_price::DECIMAL(18, 2) AS price FROM all_rows WHERE event_type = 'view'),
                        once AS (SELECT DISTINCT event_id, price FROM good)
                        SELECT (SELECT count(*) FROM once) || '|' || (SELECT sum(price) FROM once)
                          || '|' || (SELECT count(*) FROM good) - (SELECT count(*) FROM once)
                          || '|' || (SELECT count(*) FROM all_rows) - (SELECT count(*) FROM good)
                        """.formatted(done))) {
            row.next();
            return row.getString(1);
        }
    }

    /** The same from the database. */
    static String loaded(Database database) throws SQLException {
        return SharedPostgres.rows(
                        database,
                        "SELECT (SELECT count(*) FROM user_events), (SELECT sum(product_price) FROM user_events),"
                                + " sum(duplicates), (SELECT count(*) FROM quarantine) FROM loads")
                .get(0);
    }
}
