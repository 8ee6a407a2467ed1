package dev.streamflow.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Where an event's time stands and how it is written: the schema's {@code x-event-time}.
 *
 * @param field a top-level field of the event
 * @param earliest instants before it are taken for a wrong clock, not for the event's time
 * @param latest instants from it on are taken for a wrong clock
 */
public record EventTime(String field, TimestampFormat format, Instant earliest, Instant latest) {
    public static final Instant DEFAULT_EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    public static final Instant DEFAULT_LATEST = Instant.parse("2100-01-01T00:00:00Z");

    public EventTime {
        requireNonNull(field, "field is null");
        requireNonNull(format, "format is null");
        requireNonNull(earliest, "earliest is null");
        requireNonNull(latest, "latest is null");
    }
}
