package dev.streamflow.streaming.load.files;

import dev.streamflow.csv.CsvDialect;
import dev.streamflow.csv.EventFile;
import dev.streamflow.csv.EventRows;
import dev.streamflow.csv.InputFault;
import dev.streamflow.etl.decoding.EventDecoder;
import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads the files of a task, row by row: no file is ever in memory. Nothing that is in a file makes it fail; whatever
 * it is, it is said by the row behind the file's last.
 */
final class FileReader implements PartitionReader<InternalRow> {
    private static final byte[] NOTHING = {};

    private final Iterator<String> names;
    private final EventSchema schema;
    private final CsvDialect dialect;
    private final Path folder;
    private final EventDecoder decoder;
    private final StructType columns;
    private AcceptedFile file;
    private UTF8String name;
    private BasicFileAttributes before;
    private EventRows rows;
    private Encoding encoding;
    private InternalRow row;

    /** Whether a file is in its encoding: a few rows may be broken, more than those that show that it is may not. */
    private static final class Encoding {
        private long telling;
        private long wrong;
        private InputFault first;

        void look(EventRows rows) {
            if (EventRows.BAD_ENCODING.equals(rows.fault())) {
                first = wrong++ == 0 ? rows.encodingFault() : first;
            } else if (rows.tellsEncoding()) {
                telling++;
            }
        }

        void check() throws InputFault {
            if (first != null && wrong >= telling) {
                throw first;
            }
        }
    }

    FileReader(List<String> files, EventSchema schema, CsvDialect dialect, Path folder) {
        this.names = files.iterator();
        this.schema = schema;
        this.dialect = dialect;
        this.folder = folder;
        this.columns = FileColumns.type(schema);
        this.decoder = new EventDecoder(schema, columns);
    }

    @Override
    public boolean next() throws IOException {
        if (rows == null && !names.hasNext()) {
            return false;
        }
        try {
            if (rows == null) {
                open(names.next());
            }
            if (rows.next()) {
                encoding.look(rows);
                row = row();
            } else {
                encoding.check();
                row = end(unchanged(), "");
            }
        } catch (NoSuchFileException e) {
            row = end(FileEnd.State.GONE, "it is not there any more");
        } catch (InputFault e) {
            row = end(FileEnd.State.UNUSABLE, words(e));
        } catch (IOException e) {
            row = end(FileEnd.State.UNREADABLE, String.valueOf(e));
        } catch (RuntimeException e) {
            // A file that a reader of ours does not survive must not end the query.
            row = end(FileEnd.State.UNUSABLE, "it cannot be read: " + e);
        }
        return true;
    }

    private static String words(InputFault fault) {
        return fault.getMessage() + (fault.remedy() == null ? "" : ". " + fault.remedy());
    }

    private void open(String fileName) throws IOException {
        file = AcceptedFile.parse(fileName);
        name = UTF8String.fromString(fileName);
        encoding = new Encoding();
        before = null;
        Path path = folder.resolve(fileName);
        before = Files.readAttributes(path, BasicFileAttributes.class);
        rows = new EventFile(path).open(schema, dialect);
    }

    /** Somebody who had it open when it was accepted may have written on. */
    private FileEnd.State unchanged() throws IOException {
        Path path = file.in(folder);
        boolean isSame = AcceptedFile.sha256(path).equals(file.sha256());
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        return isSame && now.size() == before.size() && now.lastModifiedTime().equals(before.lastModifiedTime())
                ? FileEnd.State.WHOLE
                : FileEnd.State.CHANGED;
    }

    private InternalRow row() {
        Object[] cells = new Object[columns.size()];
        String fault = rows.fault();
        Object reasons = fault == null
                ? decoder.decode(rows.value().array(), 0, rows.value().length(), parser -> true, cells)
                : new GenericArrayData(new Object[] {UTF8String.fromString(reason(fault))});
        return row(cells, FileColumns.ROW, rows.line(), rows.raw(), reasons);
    }

    /** As the stream of a topic says it: {@code json:truncated}; of a CSV row {@code row:cells}. */
    private static String reason(String fault) {
        boolean isOfRow = fault.equals("cells") || fault.equals("quotes") || fault.equals(EventRows.BAD_ENCODING);
        return (isOfRow ? "row:" : "json:") + fault;
    }

    private InternalRow end(FileEnd.State state, String reason) throws IOException {
        long blank = rows == null ? 0 : rows.blank();
        close();
        FileEnd end = new FileEnd(state, reason, blank, before == null ? 0 : before.size());
        return row(new Object[columns.size()], FileColumns.END, 0, NOTHING, end.reasons());
    }

    private InternalRow row(Object[] cells, int partition, long line, byte[] raw, Object reasons) {
        cells[columns.fieldIndex(FileColumns.FILE)] = name;
        cells[columns.fieldIndex(RecordColumns.PARTITION)] = partition;
        cells[columns.fieldIndex(RecordColumns.OFFSET)] = line;
        cells[columns.fieldIndex(RecordColumns.TIMESTAMP)] = 0L;
        cells[columns.fieldIndex(RecordColumns.RAW)] = raw;
        cells[columns.fieldIndex(RecordColumns.REASONS)] = reasons;
        return new GenericInternalRow(cells);
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            EventRows open = rows;
            rows = null;
            open.close();
        }
    }
}
