package dev.streamflow.producers.replay;

import dev.streamflow.events.TimestampFormat;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.util.List;

/** The rows of one file. */
interface Rows extends AutoCloseable {
    long NO_TIME = TimestampFormat.INVALID;

    /**
     * Fills the event's key and value with the next row.
     *
     * @return {@code false} when there is no more
     */
    boolean next(Event event) throws IOException;

    /** The event time of the row just read, microseconds since 1970; {@link #NO_TIME} where it has none. */
    long micros();

    /** Rows so far that are sent as they stand though they are no event: another number of cells than the header, no JSON. */
    default long misshapen() {
        return 0;
    }

    /** Lines so far without anything. */
    default long blank() {
        return 0;
    }

    /** Columns that are not read, since the schema has no field for them. */
    default List<String> ignored() {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
