package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.time.TimestampFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one file, one at a time: what is said of a row holds until the next one is read. Not thread-safe.
 *
 * <p>A row without a {@link #fault} is an event, and {@link #value} its JSON; that its cells are of their types and
 * keep the schema's rules is for the ETL's decoder to tell. With one, {@link #value} are the bytes of the row as they
 * stand in the file.
 */
public interface EventRows extends AutoCloseable {
    long NO_TIME = TimestampFormat.INVALID;

    /** The fault of a row with bytes that the file's encoding does not have. */
    String BAD_ENCODING = "encoding";

    /**
     * Reads the next row.
     *
     * @return {@code false} when there is no more
     * @throws InputFault where the file cannot be read on for what is in it
     * @throws IOException where it cannot be read at all
     */
    boolean next() throws IOException;

    /** The event's JSON, or the row's bytes; a buffer that the next row is read into. */
    JsonBytes value();

    /** The text of the key that the event has in Kafka; empty where it has none. */
    Optional<JsonBytes> key();

    /** The event time of the row, microseconds since 1970; {@link #NO_TIME} where it has none. */
    long micros();

    /**
     * Why the row is no event: {@code cells} (too few or too many), {@code quotes}, {@code encoding}, or what landing
     * says of such JSON. {@code null} where it is one.
     */
    String fault();

    /** The fields of the row whose cells are not of their type: they are strings in its JSON. */
    default List<String> mistyped() {
        return List.of();
    }

    /** The number of the line that the row begins in, counted from 1. */
    long line();

    /** The row's bytes as they stand in the file, without its line end; JSON in UTF-8 whatever the file's encoding. */
    byte[] raw();

    /** What to say of the file where the row has bytes that its encoding does not have. */
    default InputFault encodingFault() {
        return null;
    }

    /** Whether the row, read without a fault, shows that the file is in its encoding. */
    default boolean tellsEncoding() {
        return false;
    }

    /** Lines so far without anything. */
    long blank();

    /** Lines so far that were comments. */
    default long comments() {
        return 0;
    }

    /** How often each text so far stood for a missing value, though the schema does not name it. */
    default Map<String, Long> missing() {
        return Map.of();
    }

    /** Columns that are not read, since the schema has no field for them. */
    default List<String> ignored() {
        return List.of();
    }

    /** How many columns have no name. */
    default int unnamed() {
        return 0;
    }

    @Override
    void close() throws IOException;
}
