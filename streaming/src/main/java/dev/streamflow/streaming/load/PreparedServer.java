package dev.streamflow.streaming.load;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.load.table.TableSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** A server with the table and what belongs to it; tells the first time how to get there. */
final class PreparedServer implements LoadTarget, AutoCloseable {
    private final Server server;
    private final TableSetup setup;
    private final EventTable table;
    private final Consumer<String> log;
    private final DatabaseProbe probe;
    private boolean told;

    PreparedServer(Server server, TableSetup setup, EventTable table, Consumer<String> log) {
        this.server = server;
        this.setup = setup;
        this.table = table;
        this.log = log;
        this.probe = new DatabaseProbe(server.database());
    }

    @Override
    public Database database() {
        return server.database();
    }

    /** A server of its own that has ended is started again. */
    @Override
    public Optional<String> outage() {
        try {
            server.revive();
            return probe.outage();
        } catch (OperationFailedException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public void prepare() {
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
            return new UnavailableException("the database: " + e.getMessage(), e);
        } else if (SqlFailure.isOfWhoAsks(e)) {
            return new UsageException(
                    message, "--user, --password-file, PGPASSWORD and PGPASSFILE say who goes there.", e);
        }
        return new OperationFailedException(
                message, "The user makes tables where it is sent to, and may need GRANT CREATE ON SCHEMA for it.", e);
    }

    @Override
    public void close() {
        probe.close();
    }
}
