package dev.streamflow.streaming.load;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.load.table.TableSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Makes the database ready before the query starts, and after each outage; tells the first time how to get there. */
final class Preparation implements Runnable {
    private final Server server;
    private final TableSetup setup;
    private final EventTable table;
    private final Consumer<String> log;
    private boolean told;

    Preparation(Server server, TableSetup setup, EventTable table, Consumer<String> log) {
        this.server = server;
        this.setup = setup;
        this.table = table;
        this.log = log;
    }

    /** @throws AwayException if the database does not answer */
    @Override
    public void run() {
        server.revive();
        try (Connection connection = server.database().connect()) {
            setup.apply(connection).forEach(warning -> log.accept("Warning: " + warning));
        } catch (SQLException e) {
            throw failure(e);
        }
        if (!told) {
            told = true;
            log.accept("Table " + table.name() + ", view " + setup.view() + ", tables loads and quarantine; the role "
                    + TableSetup.READER + " may read them.");
            log.accept("  " + server.psql());
        }
    }

    private RuntimeException failure(SQLException e) {
        String message = "Cannot use database " + server.database() + ": " + e.getMessage();
        if (SqlFailure.passes(e)) {
            return new AwayException("the database: " + e.getMessage(), e);
        } else if (SqlFailure.isOfWhoAsks(e)) {
            return new UsageException(
                    message, "--user, --password-file, PGPASSWORD and PGPASSFILE say who goes there.", e);
        }
        return new OperationFailedException(
                message, "The user makes tables where it is sent to, and may need GRANT CREATE ON SCHEMA for it.", e);
    }
}
