package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;

/** Decodes the JSON objects of one schema, one after the other, by a streaming parser. Not thread-safe. */
public final class EventDecoder {
    /** The index of a column that is not wanted. */
    public static final int ABSENT = -1;

    private final ObjectDecoder object;
    private final JsonTokens tokens = new JsonTokens();
    private final ReasonCollector reasons = new ReasonCollector();

    /** Reads what a writer has put in front of an event's own properties, within the same object. */
    @FunctionalInterface
    public interface Prefix {
        /**
         * Called with the parser on the first token behind the object's brace; leaves it on the first token that is the
         * event's own.
         *
         * @return whether the prefix is there; if not, the record has the reason {@code json:coordinates}
         */
        boolean read(JsonParser parser) throws IOException;
    }

    /**
     * @param columns the columns of a row, in their order; those of the schema that are not among them are checked only
     */
    public EventDecoder(EventSchema schema, StructType columns) {
        this.object = new ObjectDecoder(
                "",
                schema.fields(),
                Optional.of(schema.eventTime()),
                RecordColumns.ofValue(schema).stream()
                        .mapToInt(column -> index(columns, column.name()))
                        .iterator());
    }

    /** The index of a column, or {@link #ABSENT}. */
    public static int index(StructType columns, String name) {
        return columns.getFieldIndex(name).isDefined() ? columns.fieldIndex(name) : ABSENT;
    }

    /**
     * Decodes the value of a Kafka record. It is checked as a whole, whichever columns are wanted.
     *
     * @param cells of the row, null where this fills them; text in them is valid as long as {@code value} is
     * @return why the record is not clean, for {@link RecordColumns#REASONS}; empty where it is
     */
    public ArrayData decode(byte[] value, Object[] cells) {
        return decode(value, 0, value.length, parser -> true, cells);
    }

    /** As {@link #decode(byte[], Object[])}, for the object in {@code bytes[from, to)} with a prefix. */
    public ArrayData decode(byte[] bytes, int from, int to, Prefix prefix, Object[] cells) {
        try (JsonParser parser = tokens.start(bytes, from, to)) {
            if (enter(parser, prefix)) {
                object.decode(tokens, cells, reasons);
                reasons.check(parser.nextToken() == null, "json", "malformed");
            }
        } catch (IOException | RuntimeException e) {
            // Jackson refuses numbers and names of absurd length even in valid JSON. Whatever else one record does to a
            // decoder must not stop the others.
            reasons.add("json", "malformed");
        }
        return reasons.take();
    }

    /**
     * Decodes the columns, reading no further than to the last of them. They are those of {@link #decode} where the
     * record is clean; whether it is, this does not tell.
     */
    public void find(byte[] bytes, int from, int to, Prefix prefix, Object[] cells) {
        try (JsonParser parser = tokens.start(bytes, from, to)) {
            if (enter(parser, prefix)) {
                object.find(tokens, cells, reasons);
            }
        } catch (IOException | RuntimeException e) {
            reasons.add("json", "malformed");
        }
        reasons.take();
    }

    private boolean enter(JsonParser parser, Prefix prefix) throws IOException {
        if (!reasons.check(parser.nextToken() == JsonToken.START_OBJECT, "json", "malformed")) {
            return false;
        }
        parser.nextToken();
        reasons.check(prefix.read(parser), "json", "coordinates");
        return true;
    }
}
