package dev.streamflow.kafka;

import java.time.Duration;
import java.util.Locale;

/**
 * Which record time stamps a topic takes: since Kafka 4 no more than an hour ahead of the broker's clock, unless the
 * topic says otherwise.
 *
 * @param beforeMillis how far they may lie behind the broker's clock
 * @param afterMillis how far they may lie ahead of it
 */
public record TimestampLimits(long beforeMillis, long afterMillis) {
    /** Any time stamp is taken. */
    public static final TimestampLimits NONE = new TimestampLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    /** For clocks that differ, and for the time that a record waits to be sent. */
    private static final long MARGIN_MILLIS = Duration.ofMinutes(2).toMillis();

    /** Whether a record of that time, milliseconds since 1970, is sure to be taken when it is sent now. */
    public boolean take(long millis, long now) {
        return millis > now ? within(millis - now, afterMillis) : within(now - millis, beforeMillis);
    }

    private static boolean within(long distance, long limit) {
        return limit == Long.MAX_VALUE || distance <= limit - Math.min(MARGIN_MILLIS, limit / 2);
    }

    @Override
    public String toString() {
        String before = beforeMillis == Long.MAX_VALUE ? "" : "up to " + duration(beforeMillis) + " ago";
        String after = afterMillis == Long.MAX_VALUE ? "" : "up to " + duration(afterMillis) + " ahead";
        return before + (before.isEmpty() || after.isEmpty() ? "" : " and ") + after;
    }

    /** Such as {@code 36h} or {@code 1h30m}. */
    private static String duration(long millis) {
        return Duration.ofMillis(millis).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
