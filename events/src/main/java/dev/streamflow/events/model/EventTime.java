package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.time.TimestampFormat;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Where an event's time stands and how it is written: the schema's {@code x-event-time}.
 *
 * @param field the field: a property of the event, or of an object in it as {@code meta.dt}
 * @param keys for each property on the way to it the JSON keys that it may stand under, the one that counts first where
 *     a record has both
 * @param earliest instants before it are taken for a wrong clock, not for the event's time
 * @param latest instants from it on are taken for a wrong clock
 */
public record EventTime(
        String field, List<List<String>> keys, TimestampFormat format, Instant earliest, Instant latest) {
    public static final Instant DEFAULT_EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    public static final Instant DEFAULT_LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** A record's own time stamp, in milliseconds, is one of ours up to here: the end of the year 9999. */
    private static final long END_OF_RECORD_TIMES = 253_402_300_799_999L;

    public EventTime {
        requireNonNull(field, "field is null");
        keys = keys.stream().map(List::copyOf).toList();
        requireNonNull(format, "format is null");
        requireNonNull(earliest, "earliest is null");
        requireNonNull(latest, "latest is null");
    }

    /** Of a field whose JSON keys are the names in its path. */
    public EventTime(String field, TimestampFormat format, Instant earliest, Instant latest) {
        this(field, keys(field), format, earliest, latest);
    }

    /** The keys of a path without any {@code x-source}. */
    public static List<List<String>> keys(String field) {
        return Arrays.stream(field.split("\\.", -1)).map(List::of).toList();
    }

    /** The column of silver that holds it: {@code meta_dt}. */
    public String column() {
        return field.replace('.', '_');
    }

    /**
     * The time stamp of a Kafka record in microseconds. Kafka takes any number, also nanoseconds for its milliseconds;
     * those outside the years 1970 to 9999 count as 1970-01-01T00:00:00Z.
     */
    public static long ofRecord(long millis) {
        return millis < 0 || millis > END_OF_RECORD_TIMES ? 0 : millis * 1000;
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
