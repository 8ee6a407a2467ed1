package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.EventTime;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Decodes landed lines of one schema, one after the other, by a streaming parser. A line is checked as a whole, whatever columns its
 * row has. Not thread-safe.
 */
final class LandedLineDecoder {
    /** The cell of a column that is not asked for. */
    static final int NOWHERE = -1;

    private static final String COORDINATES = "_kafka";

    private final ObjectDecoder object;
    private final JsonTokens tokens = new JsonTokens();
    private final ReasonCollector reasons = new ReasonCollector();
    private final Object[] cells;
    private final InternalRow row;
    private final StructType columns;
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
        this.columns = columns;
        this.cells = new Object[columns.size()];
        this.row = new GenericInternalRow(cells);
        this.object = new ObjectDecoder(
                "",
                schema.fields(),
                Optional.of(schema.eventTime()),
                SparkTypes.columns(schema).stream()
                        .mapToInt(column -> cell(column.name()))
                        .iterator());
        this.dateCell = cell(LandedSchema.EVENT_DATE);
        this.runCell = cell(LandedSchema.RUN);
        this.partitionCell = cell(LandedSchema.PARTITION);
        this.offsetCell = cell(LandedSchema.OFFSET);
        this.timestampCell = cell(LandedSchema.TIMESTAMP);
        this.rawCell = cell(LandedSchema.RAW);
        this.reasonsCell = cell(LandedSchema.REASONS);
    }

    private int cell(String column) {
        return columns.getFieldIndex(column).isDefined() ? columns.fieldIndex(column) : NOWHERE;
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
        try (JsonParser parser = tokens.start(bytes, from, to)) {
            decode(parser);
        } catch (IOException | RuntimeException e) {
            // Landing lets only JSON objects through; what Jackson still refuses are numbers and names of absurd
            // length. Whatever else one line may do to a decoder must not stop the other lines of its date either.
            reasons.add("json", "malformed");
        }
        put(dateCell, date);
        put(runCell, run);
        put(partitionCell, partition);
        put(offsetCell, offset);
        put(timestampCell, EventTime.ofRecord(timestamp));
        put(rawCell, rawCell == NOWHERE ? null : raw(bytes, from, to));
        put(reasonsCell, reasons.take());
        return row;
    }

    private void put(int cell, Object value) {
        if (cell != NOWHERE) {
            cells[cell] = value;
        }
    }

    private void decode(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            reasons.add("json", "malformed");
            return;
        }
        if (parser.nextToken() == JsonToken.FIELD_NAME && COORDINATES.equals(parser.currentName())) {
            parser.nextToken();
            coordinates(parser);
        } else {
            reasons.add("json", "coordinates");
        }
        object.decode(tokens, cells, reasons);
        if (parser.nextToken() != null) {
            reasons.add("json", "malformed");
        }
    }

    /** Reads {@code {"p":3,"o":123,"ts":1767225600000}} and goes on to the token behind it. */
    private void coordinates(JsonParser parser) throws IOException {
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
    }

    /** The record's own bytes: what stands behind the coordinates, with the brace that they were put behind. */
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
