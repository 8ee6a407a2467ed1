package dev.streamflow.producers.event;

import dev.streamflow.events.json.JsonBytes;
import java.time.LocalDate;

/** One event on its way out: a buffer that is filled again for each. Not thread-safe. */
public final class Event {
    private final JsonBytes key = new JsonBytes();
    private final JsonBytes value = new JsonBytes();
    private boolean keyed;
    private long micros;
    private LocalDate day = LocalDate.EPOCH;

    /** Empties it for the next event, of that day's production. */
    public Event clear(LocalDate productionDay) {
        key.clear();
        value.clear();
        keyed = false;
        micros = 0;
        day = productionDay;
        return this;
    }

    /** The text of the record's key, to be written. */
    public JsonBytes writeKey() {
        keyed = true;
        return key.clear();
    }

    /** The JSON document. */
    public JsonBytes value() {
        return value;
    }

    /** The event time, microseconds since 1970. */
    public void at(long eventMicros) {
        micros = eventMicros;
    }

    public long micros() {
        return micros;
    }

    /** The day whose production it belongs to; its event time may lie past that day's midnight. */
    public LocalDate day() {
        return day;
    }

    /** The record's key; {@code null} for none, as Kafka has it. */
    public byte[] keyOrNull() {
        return keyed ? key.toByteArray() : null;
    }
}
