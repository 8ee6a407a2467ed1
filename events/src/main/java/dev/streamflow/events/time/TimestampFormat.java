package dev.streamflow.events.time;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * How an instant is written in an event. Landing routes by it and the ETL types by it, so both see the same instant.
 * Immutable and thread-safe.
 */
public sealed interface TimestampFormat {
    /** What {@link #micros} gives for text that is no instant in this format. */
    long INVALID = Long.MIN_VALUE;

    /** Microseconds since 1970-01-01T00:00:00Z of the UTF-8 text in {@code bytes[from, to)}, or {@link #INVALID}. */
    long micros(byte[] bytes, int from, int to);

    /** As {@link #micros(byte[], int, int)}. */
    default long micros(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return micros(bytes, 0, bytes.length);
    }

    /** The text of an instant in this format, as a generated event holds it. */
    String text(long micros);

    /** Whether it is written as a number rather than as text; both are read. */
    default boolean isNumber() {
        return false;
    }

    /**
     * {@code 2026-01-31T12:34:56.789Z}: ISO 8601, a space allowed for the T and before the offset, seconds and fraction
     * optional (microseconds are kept, further digits cut off). A date alone is its midnight, 24:00 the next one; the
     * leap second 23:59:60 (UTC) is the second after it. Week and ordinal dates, and years beyond 0000 to 9999, are not
     * read.
     *
     * @param zone for text without an offset
     */
    record Iso(ZoneId zone) implements TimestampFormat {
        @Override
        public long micros(byte[] bytes, int from, int to) {
            return IsoTimestamp.micros(bytes, from, to, zone);
        }

        @Override
        public String text(long micros) {
            return instant(micros).toString();
        }
    }

    /**
     * Letters of {@link DateTimeFormatter}, read strictly (no 30 February) and in English, in any case; a date alone is
     * its midnight. Two digits of a year are of 2000 to 2099.
     *
     * @param zone for text without an offset
     */
    record Pattern(String pattern, ZoneId zone, DateTimeFormatter formatter) implements TimestampFormat {
        /** @throws IllegalArgumentException if it is no such pattern, with the reason */
        public Pattern(String pattern, ZoneId zone) {
            this(
                    pattern,
                    zone,
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(ProlepticYears.in(pattern))
                            .toFormatter(Locale.ENGLISH)
                            .withResolverStyle(ResolverStyle.STRICT));
        }

        @Override
        public long micros(byte[] bytes, int from, int to) {
            try {
                return micros(formatter.parse(new String(bytes, from, to - from, UTF_8)));
            } catch (DateTimeException | ArithmeticException e) {
                return INVALID;
            }
        }

        private long micros(TemporalAccessor parsed) {
            if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                return epochMicros(Instant.from(parsed));
            }
            LocalDate date = parsed.query(TemporalQueries.localDate());
            if (date == null) {
                return INVALID;
            }
            var time = parsed.query(TemporalQueries.localTime());
            LocalDateTime local = time == null ? date.atStartOfDay() : date.atTime(time);
            ZoneId own = parsed.query(TemporalQueries.zone());
            return epochMicros(local.atZone(own == null ? zone : own).toInstant());
        }

        @Override
        public String text(long micros) {
            return formatter.format(instant(micros).atZone(zone));
        }
    }

    /**
     * A number of units since 1970, whole or with a fraction or exponent ({@code 1.5945120943859746E9}), as a JSON
     * number or as text.
     *
     * @param perSecond 1 for seconds, 1000 for milliseconds, a million for microseconds, a thousand million for
     *     nanoseconds
     */
    record Epoch(int perSecond) implements TimestampFormat {
        private static final int MICRO_DIGITS = 6;

        public Epoch {
            if (perSecond != 1 && perSecond != 1_000 && perSecond != 1_000_000 && perSecond != 1_000_000_000) {
                throw new IllegalArgumentException(
                        "Cannot use units of 1/" + perSecond + " second: not 1, 10³, 10⁶, 10⁹");
            }
        }

        private int microDigits() {
            return MICRO_DIGITS - (Integer.toString(perSecond).length() - 1);
        }

        @Override
        public long micros(byte[] bytes, int from, int to) {
            return EpochNumber.micros(bytes, from, to, microDigits());
        }

        @Override
        public String text(long micros) {
            return BigDecimal.valueOf(micros)
                    .scaleByPowerOfTen(-microDigits())
                    .setScale(0, RoundingMode.FLOOR)
                    .toPlainString();
        }

        @Override
        public boolean isNumber() {
            return true;
        }
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private static long epochMicros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
    }
}
