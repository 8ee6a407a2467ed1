package dev.streamflow.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.LongPredicate;

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

    /** Whether an instant, in microseconds since 1970-01-01T00:00:00Z, may be an event's time. */
    public LongPredicate plausible() {
        long from = firstMicros(earliest);
        long to = firstMicros(latest);
        return micros -> micros >= from && micros < to;
    }

    /** The first microsecond that is not before the instant, as far as a long goes. */
    private static long firstMicros(Instant instant) {
        try {
            long micros = Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
            return Math.addExact(micros, (instant.getNano() + 999L) / 1_000L);
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
