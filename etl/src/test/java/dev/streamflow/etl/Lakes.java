package dev.streamflow.etl;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a lake, and computes what should be in it, with DuckDB: an engine that shares no code with ours. */
final class Lakes {
    private Lakes() {}

    /** The rows of a query, each as its cells joined with {@code |}. */
    static List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
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
}
