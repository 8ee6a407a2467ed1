package dev.streamflow.streaming.load;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.streaming.load.FileOutcome.State;
import dev.streamflow.streaming.load.copy.RowEncoder;
import dev.streamflow.streaming.load.files.AcceptedFile;
import dev.streamflow.streaming.load.files.FileColumns;
import dev.streamflow.streaming.load.files.FileEnd;
import dev.streamflow.streaming.load.files.Folders;
import dev.streamflow.streaming.load.table.EventTable;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Loads the files of a task, each in a transaction of its own. What is wrong with a file is its outcome; an outage of
 * the database is one as well, so that the files before it are not tried again.
 *
 * @param name of the schema
 * @param document its text
 * @param type of the rows
 */
record FileLoads(Database database, String name, String document, String tableName, Folders folders, StructType type)
        implements FlatMapFunction<Iterator<InternalRow>, FileOutcome>, Serializable {

    static FileLoads of(Database database, EventSchema schema, EventTable table, Folders folders, StructType type) {
        return new FileLoads(database, schema.name(), schema.document(), table.name(), folders, type);
    }

    @Override
    public Iterator<FileOutcome> call(Iterator<InternalRow> rows) throws IOException {
        List<FileOutcome> outcomes = new ArrayList<>();
        try (Task task = new Task()) {
            while (rows.hasNext()) {
                outcomes.add(task.file(rows));
            }
        } catch (SQLException e) {
            // Closing a connection that is of no more use.
            return outcomes.iterator();
        }
        return outcomes.iterator();
    }

    private final class Task implements AutoCloseable {
        private final EventTable table = EventTable.of(SchemaReader.parse(name, document), tableName);
        private final RowEncoder encoder = new RowEncoder(table, type);
        private final int fileAt = type.fieldIndex(FileColumns.FILE);
        private final int partitionAt = type.fieldIndex(RecordColumns.PARTITION);
        private final int reasonsAt = type.fieldIndex(RecordColumns.REASONS);
        private Connection connection;

        /** Takes the rows of one file, up to the one behind its last. */
        FileOutcome file(Iterator<InternalRow> rows) throws IOException {
            InternalRow row = next(rows);
            String fileName = row.getUTF8String(fileAt).toString();
            AcceptedFile file = new AcceptedFile(fileName.substring(0, 64), fileName.substring(65));
            FileTransaction transaction = null;
            SQLException failure = null;
            try {
                if (connection == null) {
                    connection = database.connect();
                }
                transaction = new FileTransaction(connection, table, encoder, file);
                transaction.begin();
            } catch (SQLException e) {
                failure = e;
            }
            while (row.getInt(partitionAt) == FileColumns.ROW) {
                if (failure == null && transaction.isNew()) {
                    try {
                        transaction.write(row);
                    } catch (SQLException e) {
                        failure = e;
                    }
                }
                row = next(rows);
            }
            FileEnd end = FileEnd.of(row.getArray(reasonsAt));
            return settle(file, fileName, transaction, end, failure);
        }

        /** Spark's iterators have a next row only when they were asked for one. */
        private static InternalRow next(Iterator<InternalRow> rows) {
            if (!rows.hasNext()) {
                throw new IllegalStateException("the rows of a file have no end");
            }
            return rows.next();
        }

        private FileOutcome settle(
                AcceptedFile file, String fileName, FileTransaction transaction, FileEnd end, SQLException before)
                throws IOException {
            try {
                if (before != null) {
                    throw before;
                }
                return outcome(file, fileName, transaction, end);
            } catch (SQLException e) {
                if (transaction != null && SqlFailure.isOfRows(e)) {
                    return refuseRows(file, fileName, transaction, end, e);
                }
                disconnect();
                if (!SqlFailure.passes(e)) {
                    throw new IOException("Cannot load " + fileName + ": " + e.getMessage(), e);
                }
                return FileOutcome.of(
                        State.UNAVAILABLE, fileName, file.originalName(), "the database: " + e.getMessage());
            }
        }

        private FileOutcome outcome(AcceptedFile file, String fileName, FileTransaction transaction, FileEnd end)
                throws SQLException, IOException {
            switch (end.state()) {
                case WHOLE -> {
                    if (!transaction.isNew()) {
                        transaction.rollBack();
                        FileOutcome known = transaction
                                .known(State.KNOWN, fileName)
                                .orElseThrow(
                                        () -> new IOException("The load of " + fileName + " was deleted just now"));
                        transaction.rollBack();
                        folders.done(file);
                        return known;
                    }
                    FileOutcome loaded = transaction.commit(end, fileName);
                    folders.done(file);
                    return loaded;
                }
                case UNUSABLE -> {
                    return refuse(file, fileName, transaction, end, end.reason());
                }
                case CHANGED -> {
                    transaction.rollBack();
                    folders.giveBack(file);
                    return FileOutcome.of(State.CHANGED, fileName, file.originalName(), "it was written to");
                }
                case GONE -> {
                    transaction.rollBack();
                    Optional<FileOutcome> known = transaction.known(State.SETTLED, fileName);
                    transaction.rollBack();
                    return known.orElseGet(
                            () -> FileOutcome.of(State.MISSING, fileName, file.originalName(), end.reason()));
                }
                default -> {
                    transaction.rollBack();
                    return FileOutcome.of(State.UNAVAILABLE, fileName, file.originalName(), end.reason());
                }
            }
        }

        private FileOutcome refuseRows(
                AcceptedFile file, String fileName, FileTransaction transaction, FileEnd end, SQLException failure)
                throws IOException {
            try {
                return refuse(file, fileName, transaction, end, "PostgreSQL does not take it: " + failure.getMessage());
            } catch (SQLException e) {
                disconnect();
                return FileOutcome.of(
                        State.UNAVAILABLE, fileName, file.originalName(), "the database: " + e.getMessage());
            }
        }

        private FileOutcome refuse(
                AcceptedFile file, String fileName, FileTransaction transaction, FileEnd end, String reason)
                throws SQLException, IOException {
            transaction.refuse(end, reason);
            folders.refuse(file);
            return FileOutcome.of(State.REFUSED, fileName, file.originalName(), reason);
        }

        private void disconnect() {
            try {
                close();
            } catch (SQLException e) {
                // It is of no more use either way.
                connection = null;
            }
        }

        @Override
        public void close() throws SQLException {
            if (connection != null) {
                Connection open = connection;
                connection = null;
                open.close();
            }
        }
    }
}
