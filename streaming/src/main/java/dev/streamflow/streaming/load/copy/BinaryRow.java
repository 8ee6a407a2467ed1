package dev.streamflow.streaming.load.copy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A row as PostgreSQL's {@code COPY … (FORMAT binary)} reads it: each value with its length in front, big-endian. */
final class BinaryRow {
    /** What a stream of rows begins with: the signature, no flags, no extension. */
    static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(ISO_8859_1);
    /** What it ends with: a row of -1 values. */
    static final byte[] TRAILER = {-1, -1};

    private static final int NULL = -1;
    private static final int TEXT_OID = 25;
    private static final int NEGATIVE = 0x4000;
    /** PostgreSQL counts from 2000-01-01. */
    private static final long EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
    /** A digit of its numbers. */
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private static final int BASE_DIGITS = 4;

    private byte[] bytes = new byte[1 << 12];
    private int length;

    BinaryRow start(int columns) {
        length = 0;
        return int16(columns);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    BinaryRow nothing() {
        return int32(NULL);
    }

    BinaryRow int64(long value) {
        int32(Long.BYTES);
        return long64(value);
    }

    BinaryRow float64(double value) {
        return int64(Double.doubleToLongBits(value));
    }

    BinaryRow bool(boolean value) {
        int32(1);
        room(1)[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    /** @param days since 1970-01-01 */
    BinaryRow date(int days) {
        return int32(Integer.BYTES).int32((int) (days - EPOCH_DAYS));
    }

    /** @param micros since 1970-01-01T00:00:00Z */
    BinaryRow timestamp(long micros) {
        return int64(micros - EPOCH_MICROS);
    }

    BinaryRow raw(byte[] value) {
        return raw(value, 0, value.length);
    }

    BinaryRow raw(byte[] value, int from, int count) {
        int32(count);
        System.arraycopy(value, from, room(count), length, count);
        length += count;
        return this;
    }

    BinaryRow text(String value) {
        return raw(value.getBytes(UTF_8));
    }

    /** @param json in UTF-8 */
    BinaryRow jsonb(byte[] json, int count) {
        int32(count + 1);
        room(1)[length++] = 1;
        System.arraycopy(json, 0, room(count), length, count);
        length += count;
        return this;
    }

    BinaryRow texts(List<String> values) {
        int at = length;
        int32(0);
        int32(1).int32(0).int32(TEXT_OID).int32(values.size()).int32(1);
        values.forEach(this::text);
        int end = length;
        length = at;
        int32(end - at - Integer.BYTES);
        length = end;
        return this;
    }

    /** Groups of four decimal digits, from the point to both sides. */
    BinaryRow numeric(BigDecimal value) {
        int scale = Math.max(0, value.scale());
        int padded = (scale + BASE_DIGITS - 1) / BASE_DIGITS * BASE_DIGITS;
        BigInteger left = value.abs().setScale(padded).unscaledValue();
        int count = 0;
        short[] groups = new short[BASE_DIGITS + left.bitLength() / 13];
        while (left.signum() > 0) {
            BigInteger[] parts = left.divideAndRemainder(BASE);
            groups[count++] = parts[1].shortValue();
            left = parts[0];
        }
        int32(Long.BYTES + count * Short.BYTES);
        int16(count).int16(count - padded / BASE_DIGITS - 1);
        int16(value.signum() < 0 ? NEGATIVE : 0).int16(scale);
        for (int i = count - 1; i >= 0; i--) {
            int16(groups[i]);
        }
        return this;
    }

    private BinaryRow int16(int value) {
        byte[] target = room(Short.BYTES);
        target[length++] = (byte) (value >> 8);
        target[length++] = (byte) value;
        return this;
    }

    private BinaryRow int32(int value) {
        return int16(value >> 16).int16(value);
    }

    private BinaryRow long64(long value) {
        return int32((int) (value >> 32)).int32((int) value);
    }

    private byte[] room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
        return bytes;
    }
}
