package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A growing buffer of UTF-8 bytes with what JSON needs. Every generated event goes through here, so nothing allocates
 * but a growing buffer. Not thread-safe.
 */
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final byte[] DIGITS = "0123456789".getBytes(UTF_8);
    private static final byte[] TRUE = "true".getBytes(UTF_8);
    private static final byte[] FALSE = "false".getBytes(UTF_8);
    private static final int DIGITS_OF_A_LONG = 18;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private byte[] bytes = new byte[1024];
    private int length;

    public JsonBytes clear() {
        length = 0;
        return this;
    }

    public int length() {
        return length;
    }

    /** What has been written, as a copy. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** The buffer itself, of which the first {@link #length} bytes count, until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Forgets what was written after the first {@code kept} bytes. */
    public JsonBytes truncate(int kept) {
        length = Math.min(length, kept);
        return this;
    }

    public JsonBytes raw(byte[] more) {
        return raw(more, 0, more.length);
    }

    public JsonBytes raw(byte[] more, int from, int count) {
        room(count);
        System.arraycopy(more, from, bytes, length, count);
        length += count;
        return this;
    }

    public JsonBytes raw(JsonBytes other) {
        return raw(other.bytes, 0, other.length);
    }

    public JsonBytes raw(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    public JsonBytes raw(String text) {
        return raw(text.getBytes(UTF_8));
    }

    /** {@code text} in quotes, escaped. */
    public JsonBytes string(String text) {
        raw('"');
        for (byte character : text.getBytes(UTF_8)) {
            escaped(character);
        }
        return raw('"');
    }

    private void escaped(byte character) {
        switch (character) {
            case '"', '\\' -> raw('\\').raw((char) character);
            case '\n' -> raw('\\').raw('n');
            case '\r' -> raw('\\').raw('r');
            case '\t' -> raw('\\').raw('t');
            default -> {
                if (character >= 0 && character < 0x20) {
                    raw("\\u00").raw((char) HEX[character >> 4]).raw((char) HEX[character & 15]);
                } else {
                    room(1);
                    bytes[length++] = character;
                }
            }
        }
    }

    public JsonBytes number(long value) {
        return decimal(value, 0);
    }

    /** {@code unscaled / 10^scale} with exactly {@code scale} decimals: 1205 of scale 2 is {@code 12.05}. */
    public JsonBytes decimal(long unscaled, int scale) {
        if (unscaled == Long.MIN_VALUE) {
            return raw(BigDecimal.valueOf(unscaled, scale).toPlainString());
        }
        long rest = Math.abs(unscaled);
        int digits = Math.max(digits(rest), scale + 1);
        int size = digits + (scale > 0 ? 1 : 0) + (unscaled < 0 ? 1 : 0);
        room(size);
        int at = length + size;
        for (int i = 0; i < digits; i++) {
            if (i == scale && scale > 0) {
                bytes[--at] = '.';
            }
            bytes[--at] = DIGITS[(int) (rest % 10)];
            rest /= 10;
        }
        if (unscaled < 0) {
            bytes[--at] = '-';
        }
        length += size;
        return this;
    }

    /** What an expression gives: a number without an exponent, a truth value or text. */
    public JsonBytes value(Object value) {
        if (value instanceof BigDecimal number) {
            return number.scale() >= 0 && number.precision() <= DIGITS_OF_A_LONG
                    ? decimal(number.unscaledValue().longValue(), number.scale())
                    : raw(number.toPlainString());
        }
        return value instanceof Boolean truth ? raw(truth ? TRUE : FALSE) : string(String.valueOf(value));
    }

    /** {@code value}, not negative, with zeros in front up to {@code width} digits; more digits where it has more. */
    public JsonBytes padded(long value, int width) {
        int size = Math.max(width, digits(value));
        room(size);
        long rest = value;
        for (int at = length + size - 1; at >= length; at--) {
            bytes[at] = DIGITS[(int) (rest % 10)];
            rest /= 10;
        }
        length += size;
        return this;
    }

    /** The 16 hexadecimal digits of {@code value}. */
    public JsonBytes hex(long value) {
        return hex(value, 16);
    }

    private JsonBytes hex(long value, int count) {
        room(count);
        for (int shift = (count - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** A UUID of version 4 from 122 of these 128 random bits, without quotes. */
    public JsonBytes uuid(long high, long low) {
        long marked = (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long variant = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        hex(marked >>> 32, 8)
                .raw('-')
                .hex(marked >>> 16, 4)
                .raw('-')
                .hex(marked, 4)
                .raw('-');
        return hex(variant >>> 48, 4).raw('-').hex(variant, 12);
    }

    /** {@code 2026-01-31T12:34:56.789Z}: ISO 8601 in UTC with milliseconds, without quotes. */
    public JsonBytes instant(long micros) {
        long day = Math.floorDiv(micros, MICROS_PER_DAY);
        int millis = (int) (Math.floorMod(micros, MICROS_PER_DAY) / 1000);
        date(day).raw('T').padded(millis / 3_600_000, 2).raw(':').padded(millis / 60_000 % 60, 2);
        return raw(':').padded(millis / 1000 % 60, 2)
                .raw('.')
                .padded(millis % 1000, 3)
                .raw('Z');
    }

    /** {@code 2026-01-31}, from days since 1970-01-01 (civil_from_days by Howard Hinnant), without quotes. */
    public JsonBytes date(long epochDay) {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int day = dayOfYear - (153 * march + 2) / 5 + 1;
        return padded(year, 4).raw('-').padded(month, 2).raw('-').padded(day, 2);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, UTF_8);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
