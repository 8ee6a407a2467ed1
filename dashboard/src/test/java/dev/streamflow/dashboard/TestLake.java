package dev.streamflow.dashboard;

import dev.streamflow.dashboard.engine.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lake as a run publishes it: versions of hard-linked files, and one link to the current one. */
public final class TestLake implements AutoCloseable {
    private final Path folder;
    private final Connection writer;
    /** Where the files of the next version lie, by their path in it. */
    private final Map<String, Path> files = new TreeMap<>();

    private final Map<String, Integer> runs = new HashMap<>();
    private int version;
    private int written;

    public TestLake(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("_versions"));
            Files.createDirectories(folder.resolve("_staging"));
            writer = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = writer.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path csv(String table, LocalDate date) {
        return folder.resolve("_current/gold_csv/" + table + "/" + date + ".csv");
    }

    /** Does something in the database that writes the files. */
    void execute(String sql) {
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** One value that this database has. */
    String text(String sql) {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a table and date, as Parquet and as CSV. */
    public TestLake gold(String table, LocalDate date, String select) {
        Path parquet = staged(".parquet");
        Path csv = staged(".csv");
        try (Statement statement = writer.createStatement()) {
            statement.execute("COPY (" + select + ") TO " + Sql.text(parquet.toString()) + " (FORMAT parquet)");
            statement.execute("COPY (SELECT DATE '" + date + "' AS event_date, * FROM (" + select + ")) TO "
                    + Sql.text(csv.toString()) + " (FORMAT csv)");
        } catch (SQLException e) {
            throw new IllegalStateException(select, e);
        }
        String partition = "gold/" + table + "/event_date=" + date + "/";
        files.keySet().removeIf(path -> path.startsWith(partition));
        files.put(partition + "part-0.parquet", parquet);
        files.put("gold_csv/" + table + "/" + date + ".csv", csv);
        return this;
    }

    /**
     * The quarantined lines of a topic and date, with the columns that the ETL writes.
     *
     * @param select partition, offset, reasons and raw value of each
     */
    public TestLake quarantine(String topic, LocalDate date, String select) {
        Path parquet = staged(".parquet");
        execute("""
                COPY (SELECT 1 AS _run, p::INT AS _partition, o::BIGINT AS _offset, TIMESTAMPTZ '%s 12:00:00+00' AS _timestamp,
                  reasons::VARCHAR[] AS _reasons, raw::VARCHAR AS _raw FROM (%s) AS t(p, o, reasons, raw)) TO %s (FORMAT parquet)
                """.formatted(date, select, Sql.text(parquet.toString())));
        files.put("quarantine/" + topic + "/event_date=" + date + "/part-0.parquet", parquet);
        return this;
    }

    public TestLake without(String table) {
        files.keySet().removeIf(path -> path.startsWith("gold/" + table + "/"));
        return this;
    }

    /** One more run's document about a date. */
    public TestLake ledger(LocalDate date, String topics, String more) {
        int run = runs.merge(date.toString(), 1, Integer::sum);
        String name = String.format(Locale.ROOT, "%06d-run%d.json", version + 1, run);
        String document = """
                {"version":2,"publication":%d,"date":"%s","run":"run%d","startedAt":"2026-03-01T05:00:00Z",\
                "batch":"%s","took":"PT12S","code":"1.0.0","parameters":{"cores":"2"},"topics":[%s],\
                "revenue":1.50,"tables":{},"reads":{},"renewed":[],"audits":[],"unknown":{"a":1}%s}
                """.formatted(version + 1, date, run, date, topics, more);
        return file("ledger/event_date=" + date + "/" + name, document);
    }

    public TestLake file(String path, String text) {
        Path staged = staged(".txt");
        write(staged, text);
        files.put(path, staged);
        return this;
    }

    private Path staged(String suffix) {
        return folder.resolve("_staging/" + written++ + suffix);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes all of it the current version, and deletes those before the last one. */
    public TestLake publish() {
        version++;
        String name = String.format(Locale.ROOT, "%06d", version);
        Path place = folder.resolve("_versions/" + name);
        try {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                Path target = place.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.createLink(target, file.getValue());
            }
            Files.createDirectories(place.resolve("gold"));
            Path next = folder.resolve("_next");
            Files.createSymbolicLink(next, Path.of("_versions", name));
            Files.move(next, folder.resolve("_current"), StandardCopyOption.ATOMIC_MOVE);
            delete(folder.resolve(String.format(Locale.ROOT, "_versions/%06d", version - 2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path :
                        paths.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
