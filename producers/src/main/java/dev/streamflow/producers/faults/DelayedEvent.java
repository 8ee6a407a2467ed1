package dev.streamflow.producers.faults;

import dev.streamflow.producers.event.Event;
import java.time.LocalDate;

/** An event kept for later: until {@link #due} events have been taken. */
final class DelayedEvent {
    private final LocalDate day;
    private final byte[] key;
    private final byte[] value;
    private final long micros;
    private final long due;

    private DelayedEvent(Event event, long due) {
        this.day = event.day();
        this.key = event.keyOrNull();
        this.value = event.value().toByteArray();
        this.micros = event.micros();
        this.due = due;
    }

    static DelayedEvent of(Event event, long due) {
        return new DelayedEvent(event, due);
    }

    long due() {
        return due;
    }

    void into(Event event) {
        event.clear(day).value().raw(value);
        if (key != null) {
            event.writeKey().raw(key);
        }
        event.at(micros);
    }
}
