package dev.streamflow.csv;

import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.util.List;
import java.util.function.LongPredicate;

/** What a file holds, found by reading it whole. */
public final class Inspection {
    private final EventReader reader;
    private final List<String> ignored;
    private final int unnamed;
    private final long rows;
    private final long firstGood;

    private Inspection(EventReader reader, EventRows read, long rows, long firstGood) {
        this.reader = reader;
        this.ignored = List.copyOf(read.ignored());
        this.unnamed = read.unnamed();
        this.rows = rows;
        this.firstGood = firstGood;
    }

    /** @throws InputFault if it is not what the schema and the dialect say */
    static Inspection of(EventSchema schema, EventReader reader) throws IOException {
        LongPredicate plausible = schema.eventTime().plausible();
        long firstGood = EventRows.NO_TIME;
        long count = 0;
        long telling = 0;
        long wrong = 0;
        InputFault encoding = null;
        try (EventRows rows = reader.open()) {
            while (rows.next()) {
                count++;
                if (firstGood == EventRows.NO_TIME
                        && rows.micros() != EventRows.NO_TIME
                        && plausible.test(rows.micros())) {
                    firstGood = rows.micros();
                }
                if (EventRows.BAD_ENCODING.equals(rows.fault())) {
                    encoding = wrong++ == 0 ? rows.encodingFault() : encoding;
                } else if (rows.tellsEncoding()) {
                    telling++;
                }
            }
            // Some broken rows in a file of this encoding, or a file of another one.
            if (encoding != null && wrong >= telling) {
                throw encoding;
            }
            return new Inspection(reader, rows, count, firstGood == EventRows.NO_TIME ? 0 : firstGood);
        }
    }

    /** Reads the file once more. */
    public EventRows open() throws IOException {
        return reader.open();
    }

    /** How many rows it has, events or not. */
    public long rows() {
        return rows;
    }

    /** The first plausible event time in it, microseconds since 1970; 0 where there is none. */
    public long firstGood() {
        return firstGood;
    }

    /** The columns that the schema has no field for. */
    public List<String> ignored() {
        return ignored;
    }

    /** How many columns have no name. */
    public int unnamed() {
        return unnamed;
    }

    /** Opens the file, as often as it is asked to. */
    interface EventReader {
        EventRows open() throws IOException;
    }
}
