package dev.streamflow.streaming.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Whether a database answers, over a connection that stays open as long as it does. */
final class DatabaseProbe implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 5;

    private final Database database;
    private Connection connection;

    DatabaseProbe(Database database) {
        this.database = database;
    }

    /** Why it does not answer; empty where it does. */
    synchronized Optional<String> outage() {
        try {
            if (connection == null || !connection.isValid(PATIENCE_SECONDS)) {
                close();
                connection = database.connect();
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of("the database: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The server has closed it already.
        }
        connection = null;
    }
}
