package dev.streamflow.etl.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.etl.decoding.EventDecoder;
import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.EventTime;
import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Decodes landed lines of one schema: an event's JSON object that begins with the record's coordinates in Kafka. Not
 * thread-safe.
 */
final class LandedLineDecoder {
    private static final String COORDINATES = "_kafka";

    private final EventDecoder events;
    private final EventDecoder.Prefix coordinates = this::coordinates;
    private final Object[] cells;
    private final InternalRow row;
    private final int dateCell;
    private final int runCell;
    private final int partitionCell;
    private final int offsetCell;
    private final int timestampCell;
    private final int rawCell;
    private final int reasonsCell;
    private int partition;
    private long offset;
    private long timestamp;
    private int bodyStart;

    /** @param columns those of {@link LandedSchema#type} that rows have, in their order */
    LandedLineDecoder(EventSchema schema, StructType columns) {
        this.cells = new Object[columns.size()];
        this.row = new GenericInternalRow(cells);
        this.events = new EventDecoder(schema, columns);
        this.dateCell = EventDecoder.index(columns, EventDate.NAME);
        this.runCell = EventDecoder.index(columns, LandedSchema.RUN);
        this.partitionCell = EventDecoder.index(columns, RecordColumns.PARTITION);
        this.offsetCell = EventDecoder.index(columns, RecordColumns.OFFSET);
        this.timestampCell = EventDecoder.index(columns, RecordColumns.TIMESTAMP);
        this.rawCell = EventDecoder.index(columns, RecordColumns.RAW);
        this.reasonsCell = EventDecoder.index(columns, RecordColumns.REASONS);
    }

    /**
     * The row of the line in {@code bytes[from, to)}, valid until the next one and as long as the bytes are.
     *
     * @param date the event date in days since 1970
     * @param run the run that landed it
     */
    InternalRow row(byte[] bytes, int from, int to, int date, int run) {
        Arrays.fill(cells, null);
        partition = -1;
        offset = -1;
        timestamp = 0;
        bodyStart = 0;
        if (reasonsCell == EventDecoder.ABSENT) {
            events.find(bytes, from, to, coordinates, cells);
        } else {
            cells[reasonsCell] = events.decode(bytes, from, to, coordinates, cells);
        }
        put(dateCell, date);
        put(runCell, run);
        put(partitionCell, partition);
        put(offsetCell, offset);
        put(timestampCell, EventTime.ofRecord(timestamp));
        put(rawCell, rawCell == EventDecoder.ABSENT ? null : raw(bytes, from, to));
        return row;
    }

    private void put(int cell, Object value) {
        if (cell != EventDecoder.ABSENT) {
            cells[cell] = value;
        }
    }

    /** Reads {@code "_kafka":{"p":3,"o":123,"ts":1767225600000}} and moves to the token behind it. */
    private boolean coordinates(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.FIELD_NAME || !COORDINATES.equals(parser.currentName())) {
            return false;
        }
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "p" -> partition = parser.getIntValue();
                case "o" -> offset = parser.getLongValue();
                case "ts" -> timestamp = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        bodyStart = (int) parser.currentLocation().getByteOffset();
        parser.nextToken();
        return true;
    }

    /** The record's value as it was sent: the opening brace, and everything behind the coordinates. */
    private byte[] raw(byte[] bytes, int from, int to) {
        int body = from + bodyStart;
        if (bodyStart <= 0 || body >= to) {
            return Arrays.copyOfRange(bytes, from, to);
        }
        int first = bytes[body] == ',' ? body + 1 : body;
        byte[] raw = new byte[to - first + 1];
        raw[0] = '{';
        System.arraycopy(bytes, first, raw, 1, to - first);
        return raw;
    }
}
