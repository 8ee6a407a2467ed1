package dev.streamflow.landing.line;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Bytes of lines that grow as needed. One thread. */
public final class LineBuffer {
    private static final int SMALLEST = 4 << 10;
    private static final byte[] NOTHING = new byte[0];
    private static final int MAX_DIGITS = 20;

    private byte[] bytes = NOTHING;
    private int size;

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Forgets the lines, and gives their memory back if it has grown beyond what is to be kept. */
    public void clear(int keep) {
        size = 0;
        if (bytes.length > keep) {
            bytes = NOTHING;
        }
    }

    public LineBuffer add(byte[] more) {
        return add(more, 0, more.length);
    }

    public LineBuffer add(byte[] more, int from, int to) {
        require(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    public LineBuffer add(char character) {
        require(1);
        bytes[size++] = (byte) character;
        return this;
    }

    public LineBuffer add(long number) {
        if (number < 0) {
            return add(Long.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        require(MAX_DIGITS);
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** A JSON string of the bytes in base64, or null. */
    public LineBuffer addBase64(ByteBuffer content) {
        if (content == null) {
            return add('n').add('u').add('l').add('l');
        }
        return add('"').add(Base64.getEncoder().encode(content.duplicate()).array())
                .add('"');
    }

    /** Makes spaces of the line breaks from a position on. */
    public void unbreak(int from) {
        for (int at = from; at < size; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                bytes[at] = ' ';
            }
        }
    }

    private void require(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(doubled, SMALLEST)));
        }
    }
}
