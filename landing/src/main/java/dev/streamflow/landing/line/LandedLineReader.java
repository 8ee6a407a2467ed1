package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A line of landing taken apart: where its record came from, and the record's own bytes. Reused from line to line. */
public final class LandedLineReader {

    private static final int MAX_DIGITS = 19;
    private static final int SHOWN_BYTES = 60;

    private byte[] bytes;
    private int from;
    private int at;
    private int end;
    private long partition;
    private long offset;
    private long timestamp;

    /** @throws IllegalArgumentException if {@code bytes[from, to)} does not start with coordinates */
    public void read(byte[] line, int from, int to) {
        bytes = line;
        this.from = from;
        at = from;
        end = to;
        partition = numberAfter(Coordinates.PARTITION);
        offset = numberAfter(Coordinates.OFFSET);
        timestamp = numberAfter(Coordinates.TIMESTAMP);
        skipRest();
    }

    public long partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    /** The record's, in milliseconds since 1970. */
    public long timestamp() {
        return timestamp;
    }

    /** The record's own bytes: its object without what landing has put in front. */
    public byte[] value() {
        boolean empty = bytes[at] != ',';
        int body = empty ? at : at + 1;
        byte[] value = new byte[end - body + 1];
        value[0] = '{';
        System.arraycopy(bytes, body, value, 1, end - body);
        return value;
    }

    private long numberAfter(byte[] label) {
        if (end - at < label.length || !Arrays.equals(bytes, at, at + label.length, label, 0, label.length)) {
            throw malformed();
        }
        at += label.length;
        boolean negative = at < end && bytes[at] == '-';
        at += negative ? 1 : 0;
        int first = at;
        long number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        if (at == first || at - first > MAX_DIGITS || number < 0) {
            throw malformed();
        }
        return negative ? -number : number;
    }

    /** What landing was told to keep of the record beside its value, and the brace behind it. */
    private void skipRest() {
        if (at < end && bytes[at] != '}' && bytes[at] != ',') {
            throw malformed();
        }
        boolean quoted = false;
        int depth = 1;
        while (depth > 0) {
            if (at + 1 >= end) {
                throw malformed();
            }
            byte next = bytes[at++];
            if (quoted) {
                at += next == '\\' ? 1 : 0;
                quoted = next != '"';
            } else if (next == '"') {
                quoted = true;
            } else if (next == '{' || next == '[') {
                depth++;
            } else if (next == '}' || next == ']') {
                depth--;
            }
        }
    }

    private IllegalArgumentException malformed() {
        String start = new String(bytes, from, Math.min(end - from, SHOWN_BYTES), UTF_8);
        return new IllegalArgumentException("a line without coordinates: " + start);
    }
}
