package dev.streamflow.events.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over JSON strings and the UTF-8 in them, eight bytes at a time where nothing special stands. One thread,
 * reused.
 */
final class StringScan {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int FAILED = -1;

    private ValidationResult fault = ValidationResult.OBJECT;
    private boolean escaped;

    /** Why the last string was none. */
    ValidationResult fault() {
        return fault;
    }

    /** Whether the last string has escapes. */
    boolean escaped() {
        return escaped;
    }

    /** The position behind the closing quote of the string whose first byte is at {@code from}, or -1. */
    int skip(byte[] bytes, int from, int end) {
        escaped = false;
        int at = from;
        while (true) {
            at = plain(bytes, at, end);
            if (at >= end) {
                return fail(ValidationResult.TRUNCATED);
            }
            byte next = bytes[at];
            if (next == '"') {
                return at + 1;
            } else if (next == '\\') {
                at = escape(bytes, at, end);
            } else if (next < 0) {
                at = multibyte(bytes, at, end);
            } else {
                return fail(ValidationResult.CONTROL_CHARACTER);
            }
            if (at < 0) {
                return FAILED;
            }
        }
    }

    /** The first position from {@code at} on that holds a quote, a backslash, a control character or no ASCII. */
    private static int plain(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long special = special((long) WORDS.get(bytes, at));
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * The lowest bit that is set belongs to the first special byte; bits above it may be wrong. OR-ing {@code word}
     * flags non-ASCII bytes, so false hits from the subtractions do not matter.
     */
    private static long special(long word) {
        long quote = (word ^ (ONES * '"')) - ONES;
        long backslash = (word ^ (ONES * '\\')) - ONES;
        long control = word - ONES * ' ';
        return (quote | backslash | control | word) & HIGHS;
    }

    private int escape(byte[] bytes, int at, int end) {
        escaped = true;
        if (at + 1 >= end) {
            return fail(ValidationResult.TRUNCATED);
        }
        return switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> hexadecimal(bytes, at + 2, end);
            default -> fail(ValidationResult.MALFORMED);
        };
    }

    private int hexadecimal(byte[] bytes, int from, int end) {
        for (int at = from; at < from + 4; at++) {
            if (at >= end) {
                return fail(ValidationResult.TRUNCATED);
            } else if (Character.digit(bytes[at], 16) < 0) {
                return fail(ValidationResult.MALFORMED);
            }
        }
        return from + 4;
    }

    /** The well-formed sequences are those of the Unicode standard, table 3-7: no overlong forms, no surrogates. */
    private int multibyte(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            return fail(ValidationResult.INVALID_UTF8);
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return fail(ValidationResult.INVALID_UTF8);
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return fail(ValidationResult.INVALID_UTF8);
            }
        }
        return at + length;
    }

    private int fail(ValidationResult reason) {
        fault = reason;
        return FAILED;
    }
}
