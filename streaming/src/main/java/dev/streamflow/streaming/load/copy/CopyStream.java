package dev.streamflow.streaming.load.copy;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by {@code COPY}: nothing is kept but a buffer. */
public final class CopyStream {
    private static final int BUFFER = 1 << 16;

    private final RowEncoder encoder;
    private final CopyIn copy;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    /** Begins to copy into a table that {@link RowEncoder#staging} has defined. */
    public CopyStream(Connection connection, String table, RowEncoder encoder) throws SQLException {
        this.encoder = encoder;
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
        send(BinaryRow.HEADER, BinaryRow.HEADER.length);
    }

    public void write(InternalRow row) throws SQLException {
        encoder.encode(row);
        send(encoder.bytes(), encoder.length());
    }

    private void send(byte[] bytes, int length) throws SQLException {
        if (filled + length > BUFFER) {
            flush();
        }
        if (length > BUFFER) {
            copy.writeToCopy(bytes, 0, length);
        } else {
            System.arraycopy(bytes, 0, buffer, filled, length);
            filled += length;
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, filled);
        filled = 0;
    }

    /** Ends it and gives the number of rows. */
    public long finish() throws SQLException {
        send(BinaryRow.TRAILER, BinaryRow.TRAILER.length);
        flush();
        return copy.endCopy();
    }

    /** Ends it without its rows; the transaction is of no more use then. */
    public void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
