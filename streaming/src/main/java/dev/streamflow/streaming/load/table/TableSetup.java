package dev.streamflow.streaming.load.table;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what a load needs in a database: the events' table with its indexes and its view, the tables of the load, and a
 * role that may read them. All of it in one transaction under a lock, so that of two first starts at once one makes it
 * and the other finds it.
 */
public final class TableSetup {
    /** The role that may read all of it; grant it to whoever reads. */
    public static final String READER = "streamflow_reader";

    private static final int LEAST_VERSION = 15;
    /** "streamfl" in ASCII: the advisory lock of whoever makes tables. */
    private static final long LOCK = 0x73747265616d666cL;

    private static final String MAKE_READER = """
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'streamflow_reader') THEN
                CREATE ROLE streamflow_reader NOLOGIN;
              END IF;
            EXCEPTION
              WHEN duplicate_object OR unique_violation THEN NULL;
              WHEN insufficient_privilege THEN
                RAISE WARNING 'the role streamflow_reader is not there, and this user may not make it';
            END $$""";

    private static final String GRANT_READER = """
            DO $$ BEGIN
              IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'streamflow_reader') THEN
                EXECUTE format('GRANT USAGE ON SCHEMA %I TO streamflow_reader', current_schema());
                GRANT SELECT ON :tables TO streamflow_reader;
              END IF;
            EXCEPTION
              WHEN insufficient_privilege THEN
                RAISE WARNING 'this user may not let the role streamflow_reader read';
            END $$""";

    private final EventSchema schema;
    private final EventTable table;

    public TableSetup(EventSchema schema, EventTable table) {
        this.schema = schema;
        this.table = table;
    }

    /** The view over the table. */
    public String view() {
        return EventView.name(table);
    }

    /**
     * Makes what is missing and checks what is there.
     *
     * @return what the database warns of
     * @throws UsageException if a table is there that is not as the schema has it
     */
    public List<String> apply(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        List<String> warnings = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            checkServer(connection);
            statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
            make(connection, statement);
            statement.execute(MAKE_READER);
            collect(statement, warnings);
            statement.execute(GRANT_READER.replace(
                    ":tables",
                    String.join(
                            ", ", table.quoted(), Identifier.quoted(view()), LoadTables.LOADS, LoadTables.QUARANTINE)));
            collect(statement, warnings);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
        return warnings;
    }

    private static void checkServer(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < LEAST_VERSION) {
            throw new UsageException("Cannot load into PostgreSQL " + version + ": " + LEAST_VERSION
                    + " or newer is needed, which can keep events with several ids once");
        }
    }

    private void make(Connection connection, Statement statement) throws SQLException {
        TableCheck check = new TableCheck(connection);
        if (check.exists(LoadTables.LOADS)) {
            check.columns(LoadTables.LOADS, LoadTables.loadsColumns(), foreign(LoadTables.LOADS));
        } else {
            execute(statement, LoadTables.loads());
        }
        if (check.exists(LoadTables.QUARANTINE)) {
            check.columns(LoadTables.QUARANTINE, LoadTables.quarantineColumns(), foreign(LoadTables.QUARANTINE));
        } else {
            execute(statement, LoadTables.quarantine());
        }
        if (check.exists(table.name())) {
            check.check(table);
        } else {
            execute(statement, table.definition());
        }
        if (!check.exists(view())) {
            execute(statement, List.of(EventView.definition(schema, table)));
        }
    }

    private static String foreign(String table) {
        return "The load keeps its own table " + table
                + ": rename this one, or load into another database or schema (currentSchema in the URL).";
    }

    private static void execute(Statement statement, List<String> definitions) throws SQLException {
        for (String definition : definitions) {
            statement.execute(definition);
        }
    }

    private static void collect(Statement statement, List<String> warnings) throws SQLException {
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            warnings.add(warning.getMessage());
        }
        statement.clearWarnings();
    }
}
