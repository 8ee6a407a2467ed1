package dev.streamflow.producers.replay;

import dev.streamflow.events.EventSchema;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a file holds, found by reading it whole before anything of it is sent.
 *
 * @param json how its objects are laid out; empty for CSV
 * @param firstGood the first plausible event time in it, microseconds since 1970; 0 where there is none
 */
record Inspection(Optional<JsonForm> json, long firstGood, long rows, List<String> ignored, int unnamed) {
    /** @throws InputFault if it is not what the schema and the dialect say */
    static Inspection of(EventSchema schema, Input input, CsvDialect dialect) throws IOException {
        Optional<JsonForm> json = input.isJson(dialect) ? Optional.of(JsonForm.of(input, dialect)) : Optional.empty();
        try (Rows rows = open(schema, input, dialect, json)) {
            return read(rows, schema, json);
        }
    }

    private static Inspection read(Rows rows, EventSchema schema, Optional<JsonForm> json) throws IOException {
        var plausible = schema.eventTime().plausible();
        Event event = new Event();
        long firstGood = Rows.NO_TIME;
        long count = 0;
        long telling = 0;
        long wrong = 0;
        InputFault encoding = null;
        while (rows.next(event.clear(LocalDate.EPOCH))) {
            count++;
            if (firstGood == Rows.NO_TIME && rows.micros() != Rows.NO_TIME && plausible.test(rows.micros())) {
                firstGood = rows.micros();
            }
            if (Rows.BAD_ENCODING.equals(rows.fault())) {
                encoding = wrong++ == 0 ? rows.encodingFault() : encoding;
            } else if (rows.tellsEncoding()) {
                telling++;
            }
        }
        // Some broken rows in a file of this encoding, or a file of another one.
        if (encoding != null && wrong >= telling) {
            throw encoding;
        }
        return new Inspection(json, firstGood == Rows.NO_TIME ? 0 : firstGood, count, rows.ignored(), rows.unnamed());
    }

    /** Reads the file once more. */
    Rows open(EventSchema schema, Input input, CsvDialect dialect) throws IOException {
        return open(schema, input, dialect, json);
    }

    private static Rows open(EventSchema schema, Input input, CsvDialect dialect, Optional<JsonForm> json)
            throws IOException {
        return json.isPresent()
                ? JsonRows.open(schema, input, dialect, json.get())
                : CsvRows.open(schema, input, dialect);
    }
}
