package dev.streamflow.producers.replay;

import dev.streamflow.events.TimestampFormat;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The rows of one file. */
interface Rows extends AutoCloseable {
    long NO_TIME = TimestampFormat.INVALID;
    String BAD_ENCODING = "encoding";

    /**
     * Fills the event's key and value with the next row.
     *
     * @return {@code false} when there is no more
     */
    boolean next(Event event) throws IOException;

    /** The event time of the row just read, microseconds since 1970; {@link #NO_TIME} where it has none. */
    long micros();

    /** Why the row just read is no event and is sent as it stands, for landing to reject; {@code null} where it is one. */
    String fault();

    /** The fields of the row just read whose cells are not of their type. */
    default List<String> mistyped() {
        return List.of();
    }

    /** The number of the line that the row just read begins in, counted from 1. */
    long line();

    /** What to say of the file where the row just read has bytes that its encoding does not have. */
    default InputFault encodingFault() {
        return null;
    }

    /** Whether the row just read, read without a fault, speaks for the encoding. */
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
