package dev.streamflow.etl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a lake, and computes what should be in it, with DuckDB: an engine that shares no code with ours. */
final class Lakes {
    /** Every table of gold that the two core topics have. */
    static final List<String> GOLD = List.of(
            "cart_abandonment",
            "daily_revenue",
            "daily_transaction_events",
            "daily_user_events",
            "hourly_traffic",
            "product_ranking",
            "session_conversion",
            "user_activity",
            "user_segments");

    private Lakes() {}

    /** The rows of a query, each as its cells joined with {@code |}. */
    static List<String> query(String sql) {
        return query("SELECT 1", sql);
    }

    private static List<String> query(String preparation, String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(preparation);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(rows.getObject(i)));
                    }
                    lines.add(String.join("|", cells));
                }
                return lines;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot query " + sql + ": " + e.getMessage(), e);
        }
    }

    /** Every row of a table, by a plain glob, in a fixed order. */
    static List<String> table(Path lake, String zone, String table, String columns) {
        String glob = lake.resolve(zone).resolve(table).resolve("*/*.parquet").toString();
        return query("SELECT " + columns + " FROM read_parquet('" + glob + "', hive_partitioning = true) ORDER BY ALL");
    }

    /** Every row of a gold table, with its date in front as {@link #expected} has it. */
    static List<String> gold(Path lake, String table) {
        return table(lake, "gold", table, "event_date, * EXCLUDE (event_date)");
    }

    /** What all of {@link #GOLD} holds. */
    static Map<String, List<String>> gold(Path lake) {
        Map<String, List<String>> tables = new TreeMap<>();
        GOLD.forEach(table -> tables.put(table, gold(lake, table)));
        return tables;
    }

    /** What all of {@link #GOLD} should hold. */
    static Map<String, List<String>> expected(LandingFixture landing) {
        Map<String, List<String>> tables = new TreeMap<>();
        GOLD.forEach(table -> tables.put(table, expected(landing, table)));
        return tables;
    }

    /** What a table should hold, computed from what has landed. */
    static List<String> expected(LandingFixture landing, String table) {
        String sql = resource("expected.sql")
                .replace("$transaction_files", list(landing.committed("transaction_events")))
                .replace("$event_files", list(landing.committed("user_events")))
                .replace("$products", "'../data/reference/products.csv'");
        return query(sql, "SELECT * FROM " + table + " ORDER BY ALL");
    }

    /** The bytes of every file below a folder, by its path. */
    static Map<String, String> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder.toRealPath())) {
            Map<String, String> files = new TreeMap<>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.toRealPath().relativize(path).toString(), Files.readString(path, ISO_8859_1));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text of each date of a gold table in {@code gold_csv}, by {@code table/date}: that of its numbered files,
     * where there are several, with one header.
     */
    static Map<String, String> csv(Path lake) {
        Map<String, String> dates = new TreeMap<>();
        files(lake.resolve("gold_csv")).forEach((path, text) -> {
            String date = path.replaceFirst("(-[0-9]{5})?\\.csv$", "");
            dates.merge(date, text, (before, more) -> before + more.substring(more.indexOf('\n') + 1));
        });
        return dates;
    }

    private static String list(List<String> files) {
        return files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String resource(String name) {
        try (InputStream in = Lakes.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
