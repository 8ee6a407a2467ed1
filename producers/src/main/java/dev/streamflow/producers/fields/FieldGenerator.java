package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;

/**
 * The place of one field in the event being made: drawn once for each event, then written and read. Not thread-safe.
 */
interface FieldGenerator {
    /** Takes the value of the next event. */
    void draw(GenerationContext context);

    /** The value as JSON. */
    void write(JsonBytes json);

    /** The value as plain text: a record's key, the case of a switch. */
    default void text(JsonBytes out) {
        write(out);
    }

    /** The value for an expression: a {@code BigDecimal}, a {@code Boolean} or a {@code String}. */
    Object value();
}
