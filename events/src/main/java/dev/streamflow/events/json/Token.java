package dev.streamflow.events.json;

/**
 * A field's value within a JSON text: a string without its quotes and escapes, a number as it is written, or neither.
 */
public final class Token {
    /** What can stand for a time. */
    public enum Kind {
        STRING,
        NUMBER,
        /** No such field, or null, a boolean, an object, an array. */
        NONE
    }

    private static final byte[] NOTHING = new byte[0];

    private Kind kind = Kind.NONE;
    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    Token() {}

    void set(Kind newKind, byte[] newBytes, int newFrom, int newTo) {
        kind = newKind;
        bytes = newBytes;
        from = newFrom;
        to = newTo;
    }

    void clear() {
        set(Kind.NONE, NOTHING, 0, 0);
    }

    public Kind kind() {
        return kind;
    }

    /** What holds it, from {@link #from} to {@link #to}; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }
}
