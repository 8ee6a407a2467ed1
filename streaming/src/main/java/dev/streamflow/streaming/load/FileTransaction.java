package dev.streamflow.streaming.load;

import dev.streamflow.streaming.load.copy.CopyStream;
import dev.streamflow.streaming.load.copy.RowEncoder;
import dev.streamflow.streaming.load.files.AcceptedFile;
import dev.streamflow.streaming.load.files.FileEnd;
import dev.streamflow.streaming.load.table.EventTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One file in one transaction, keyed by its content: its rows, its quarantined rows and its entry in {@code loads} are
 * there together or not at all, however often it is tried and by how many.
 */
final class FileTransaction {
    /** A file that was refused may be tried again, after the schema or the flags have changed. */
    private static final String CLAIM = """
            INSERT INTO loads (table_name, sha256, file, bytes, state) VALUES (?, ?, ?, ?, 'loaded')
            ON CONFLICT (table_name, sha256) DO UPDATE
              SET file = excluded.file, bytes = excluded.bytes, state = 'loaded', reason = NULL, loaded_at = now()
              WHERE loads.state = 'refused'
            RETURNING id""";

    private static final String REFUSE = """
            INSERT INTO loads (table_name, sha256, file, bytes, state, reason) VALUES (?, ?, ?, ?, 'refused', ?)
            ON CONFLICT (table_name, sha256) DO UPDATE
              SET file = excluded.file, reason = excluded.reason, loaded_at = now()
              WHERE loads.state = 'refused'""";

    private static final String COUNT = """
            UPDATE loads SET rows = ?, inserted = ?, duplicates = ?, quarantined = ?, blank_lines = ?, bytes = ?
            WHERE id = ?""";

    private static final String KNOWN =
            "SELECT rows, inserted, duplicates, quarantined FROM loads WHERE table_name = ? AND sha256 = ?";

    private static final String QUARANTINE = """
            INSERT INTO quarantine (load_id, line, reasons, raw, raw_bytes)
            SELECT :load, _line, _reasons, _raw, _raw_bytes FROM pg_temp.staging WHERE _reasons IS NOT NULL""";

    private final Connection connection;
    private final EventTable table;
    private final RowEncoder encoder;
    private final AcceptedFile file;
    private OptionalLong load = OptionalLong.empty();
    private CopyStream copy;

    FileTransaction(Connection connection, EventTable table, RowEncoder encoder, AcceptedFile file) {
        this.connection = connection;
        this.table = table;
        this.encoder = encoder;
        this.file = file;
    }

    /** Begins it. Waits for another transaction with the same content. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, table.name());
            claim.setString(2, file.sha256());
            claim.setString(3, file.originalName().replace("\0", ""));
            claim.setLong(4, 0);
            try (ResultSet claimed = claim.executeQuery()) {
                if (claimed.next()) {
                    load = OptionalLong.of(claimed.getLong(1));
                }
            }
        }
        if (isNew()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TEMPORARY TABLE staging (" + RowEncoder.staging(table) + ") ON COMMIT DROP");
            }
            copy = new CopyStream(connection, "pg_temp.staging", encoder);
        }
    }

    /** Whether the content is not in the database yet: else there is nothing to do. */
    boolean isNew() {
        return load.isPresent();
    }

    void write(InternalRow row) throws SQLException {
        copy.write(row);
    }

    /** Moves the rows to where they belong, counts them and commits. */
    FileOutcome commit(FileEnd end, String fileName) throws SQLException {
        long rows = copy.finish();
        try (Statement statement = connection.createStatement()) {
            // Two transactions that insert the same events in different order would wait for each other.
            statement.execute("SELECT pg_advisory_xact_lock(hashtextextended(" + literal(table.name()) + ", 0))");
            long inserted = statement.executeUpdate("INSERT INTO " + table.quoted() + " ("
                    + EventTable.names(table.columns()) + ") SELECT " + RowEncoder.stagedColumns(table)
                    + " FROM pg_temp.staging WHERE _reasons IS NULL ON CONFLICT DO NOTHING");
            long quarantined = statement.executeUpdate(QUARANTINE.replace(":load", Long.toString(load.getAsLong())));
            long duplicates = rows - inserted - quarantined;
            count(new long[] {rows, inserted, duplicates, quarantined, end.blankLines(), end.bytes(), load.getAsLong()
            });
            connection.commit();
            return new FileOutcome(
                    FileOutcome.State.LOADED,
                    fileName,
                    file.originalName(),
                    "",
                    rows,
                    inserted,
                    duplicates,
                    quarantined);
        }
    }

    private void count(long[] values) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            for (int i = 0; i < values.length; i++) {
                count.setLong(i + 1, values[i]);
            }
            count.executeUpdate();
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    void rollBack() throws SQLException {
        if (copy != null) {
            copy.cancel();
        }
        connection.rollback();
    }

    /** Writes down that the file cannot be loaded, and why; nothing of it is in the database. */
    void refuse(FileEnd end, String reason) throws SQLException {
        rollBack();
        try (PreparedStatement refuse = connection.prepareStatement(REFUSE)) {
            refuse.setString(1, table.name());
            refuse.setString(2, file.sha256());
            refuse.setString(3, file.originalName().replace("\0", ""));
            refuse.setLong(4, end.bytes());
            refuse.setString(5, reason.replace("\0", "\u2400"));
            refuse.executeUpdate();
        }
        connection.commit();
    }

    /**
     * What was written down of the content when it was loaded or refused before.
     *
     * @param state of the outcome
     */
    Optional<FileOutcome> known(FileOutcome.State state, String fileName) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
            known.setString(1, table.name());
            known.setString(2, file.sha256());
            try (ResultSet found = known.executeQuery()) {
                return found.next()
                        ? Optional.of(new FileOutcome(
                                state,
                                fileName,
                                file.originalName(),
                                "",
                                found.getLong(1),
                                found.getLong(2),
                                found.getLong(3),
                                found.getLong(4)))
                        : Optional.empty();
            }
        }
    }
}
