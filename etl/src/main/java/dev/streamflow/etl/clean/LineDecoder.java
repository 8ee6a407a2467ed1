package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.SchemaReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Decodes landed lines of one schema, one after the other. Made anew on each executor, from the schema's text. */
final class LineDecoder {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String COORDINATES = "_kafka";
    private static final int META_CELLS = 7;

    private final ObjectDecoder object;
    private final Faults faults = new Faults();
    private int partition;
    private long offset;
    private long timestamp;
    private int bodyStart;

    LineDecoder(String name, String document) {
        EventSchema schema = SchemaReader.parse(name, document);
        this.object = new ObjectDecoder("", schema.fields(), Optional.of(schema.eventTime()));
    }

    /** A row for each line, lazily. */
    Iterator<Row> rows(Iterator<Row> lines) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Row next() {
                Row line = lines.next();
                return row(line.getAs(0), LocalDate.ofEpochDay(line.getInt(1)), line.getInt(2));
            }
        };
    }

    Row row(byte[] line, LocalDate date, int run) {
        Object[] cells = new Object[object.width() + META_CELLS];
        partition = -1;
        offset = -1;
        timestamp = 0;
        bodyStart = 0;
        try (JsonParser parser = JSON.createParser(line)) {
            decode(parser, cells);
        } catch (JsonProcessingException e) {
            // Landing lets only JSON objects through; what Jackson still refuses are numbers and names of absurd
            // length.
            faults.add("json", "malformed");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot decode bytes in memory", e);
        }
        int meta = object.width();
        cells[meta] = date;
        cells[meta + 1] = run;
        cells[meta + 2] = partition;
        cells[meta + 3] = offset;
        cells[meta + 4] = Instant.ofEpochMilli(timestamp);
        cells[meta + 5] = raw(line);
        cells[meta + 6] = faults.take();
        return RowFactory.create(cells);
    }

    private void decode(JsonParser parser, Object[] cells) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            faults.add("json", "malformed");
            return;
        }
        if (parser.nextToken() == JsonToken.FIELD_NAME && COORDINATES.equals(parser.currentName())) {
            parser.nextToken();
            coordinates(parser);
        } else {
            faults.add("json", "coordinates");
        }
        object.decode(parser, cells, 0, faults);
        if (parser.nextToken() != null) {
            faults.add("json", "malformed");
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
    private byte[] raw(byte[] line) {
        if (bodyStart == 0) {
            return line;
        }
        int from = bodyStart + (line[bodyStart] == ',' ? 1 : 0);
        byte[] raw = new byte[line.length - from + 1];
        raw[0] = '{';
        System.arraycopy(line, from, raw, 1, line.length - from);
        return raw;
    }
}
