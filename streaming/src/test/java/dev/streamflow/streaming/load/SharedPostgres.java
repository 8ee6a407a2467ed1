package dev.streamflow.streaming.load;

import dev.streamflow.streaming.postgres.EmbeddedPostgres;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicInteger;

/** The PostgreSQL of the test JVM; each test has a database of its own in it. */
final class SharedPostgres {
    /** Beside the classes, for each JVM of the tests: the software is unpacked once. */
    static final Path FOLDER = Path.of("target", "postgres-" + System.getProperty("fork"));

    static final EmbeddedPostgres SERVER = start();

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedPostgres() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start(Files.createDirectories(FOLDER));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new database. */
    static Database database() throws SQLException {
        String name = "test" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        Database admin = named(EmbeddedPostgres.DATABASE);
        execute(admin, "DROP DATABASE IF EXISTS " + name);
        execute(admin, "CREATE DATABASE " + name);
        return named(name);
    }

    private static Database named(String name) {
        return new Database(SERVER.url().replaceFirst("/[^/]*$", "/" + name), EmbeddedPostgres.USER, SERVER.password());
    }

    static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, the cells of each with a bar between them. */
    static List<String> rows(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = inUtc(statement).executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    cells.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", cells));
            }
            return rows;
        }
    }

    private static Statement inUtc(Statement statement) throws SQLException {
        statement.execute("SET TimeZone = 'UTC'");
        return statement;
    }
}
