package dev.streamflow.dashboard.engine;

import dev.streamflow.cli.OperationFailedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB in memory that can read files of some folders and nothing else: no other file, no network, no extension.
 * That is defence in depth; no text of a request becomes SQL in the first place.
 */
public final class Database implements AutoCloseable {
    /** What is set after the rest, and must read back so. */
    private static final Map<String, String> LOCKS = new TreeMap<>(Map.of(
            "autoinstall_known_extensions", "false",
            "autoload_known_extensions", "false",
            "allow_community_extensions", "false",
            "allow_unsigned_extensions", "false",
            "enable_external_access", "false",
            "lock_configuration", "true"));

    private final DuckDBConnection root;
    private final List<Connection> others = new CopyOnWriteArrayList<>();

    private Database(DuckDBConnection root) {
        this.root = root;
    }

    /**
     * Opens one.
     *
     * @param folders whose files it may read
     * @throws OperationFailedException if it is not locked down afterwards
     */
    public static Database open(List<Path> folders) {
        try {
            Database database = new Database((DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:"));
            try {
                database.lockDown(folders);
                return database;
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new OperationFailedException("Cannot start DuckDB: " + e.getMessage(), null, e);
        }
    }

    private void lockDown(List<Path> folders) throws SQLException {
        String allowed =
                folders.stream().map(folder -> Sql.text(folder + "/")).collect(Collectors.joining(", ", "[", "]"));
        try (Statement statement = root.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '192MB'");
            statement.execute("SET temp_directory = ''");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("SET allowed_directories = " + allowed);
            for (String name : List.of(
                    "autoinstall_known_extensions",
                    "autoload_known_extensions",
                    "allow_community_extensions",
                    "enable_external_access",
                    "lock_configuration")) {
                statement.execute("SET " + name + " = " + LOCKS.get(name));
            }
        }
        Map<String, String> found = settings();
        LOCKS.forEach((name, value) -> {
            if (!value.equals(found.get(name))) {
                throw new OperationFailedException("Cannot lock down DuckDB: " + name + " is " + found.get(name));
            }
        });
    }

    /** The settings that lock it down, as it has them. */
    public Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = root.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, value FROM duckdb_settings()")) {
            while (rows.next()) {
                if (LOCKS.containsKey(rows.getString(1))) {
                    settings.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return settings;
    }

    /** One more connection to it, for one thread at a time; it is closed with the database. */
    public Connection connect() throws SQLException {
        Connection connection = root.duplicate();
        others.add(connection);
        return connection;
    }

    @Override
    public void close() {
        try {
            for (Connection other : others) {
                other.close();
            }
            root.close();
        } catch (SQLException e) {
            throw new OperationFailedException("Cannot close DuckDB: " + e.getMessage(), null, e);
        }
    }
}
