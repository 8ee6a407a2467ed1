package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Proves that bytes are exactly one JSON object (RFC 8259, valid UTF-8, at most {@value #MAX_DEPTH} levels) and finds one of its
 * top-level fields, in one pass and without garbage. One thread, reused from value to value.
 *
 * <p>A general parser costs two to three times as much here: it decodes every name and value, of which landing needs one.
 */
public final class JsonProof {
    /** How deep objects and arrays may nest, the outermost counted. */
    public static final int MAX_DEPTH = 512;

    private static final int NONE = -1;
    private static final int FAILED = -1;

    private final byte[] field;
    private final Token token = new Token();
    private final TokenScan scan = new TokenScan();
    private final byte[] closers = new byte[MAX_DEPTH + 1];

    private byte[] bytes;
    private int objectStart;
    private int objectEnd;
    private boolean lineBreaks;
    private int fieldAt;

    /** @param field the name of the top-level field to find */
    public JsonProof(String field) {
        this.field = field.getBytes(UTF_8);
    }

    /** Reads {@code bytes[from, to)}; the answers below are about it until the next call. */
    public Verdict prove(byte[] value, int from, int to) {
        Verdict found = look(value, from, to);
        boolean isPlain = found == Verdict.OBJECT || found == Verdict.EMPTY;
        return isPlain ? found : OtherForms.name(value, from, to, objectEnd, found);
    }

    private Verdict look(byte[] value, int from, int to) {
        bytes = value;
        fieldAt = NONE;
        token.clear();
        scan.start(value, to);
        objectStart = scan.skipSpace(from);
        if (objectStart == to) {
            return Verdict.EMPTY;
        } else if (value[objectStart] != '{') {
            return Verdict.NOT_AN_OBJECT;
        }
        scan.start(value, to);
        objectEnd = skipNested(objectStart);
        if (objectEnd == FAILED) {
            return scan.fault();
        }
        lineBreaks = scan.hasLineBreaks();
        if (scan.skipSpace(objectEnd) < to) {
            return Verdict.TRAILING_CONTENT;
        }
        if (fieldAt != NONE) {
            scan.read(fieldAt, token);
        }
        return Verdict.OBJECT;
    }

    /** Where the opening brace is. */
    public int objectStart() {
        return objectStart;
    }

    /** The position behind the closing brace. */
    public int objectEnd() {
        return objectEnd;
    }

    /** Whether there are line breaks between the object's tokens. */
    public boolean hasLineBreaks() {
        return lineBreaks;
    }

    /** The value of the field's first occurrence; valid until the next call. */
    public Token token() {
        return token;
    }

    /** The position behind the bracket that closes the one at {@code opener}. */
    private int skipNested(int opener) {
        int depth = 0;
        int at = opener;
        while (at != FAILED) {
            byte first = bytes[at];
            boolean filled = false;
            if (first != '{' && first != '[') {
                at = scan.skipScalar(at);
            } else if (depth == MAX_DEPTH) {
                at = scan.fail(Verdict.TOO_DEEP);
            } else {
                // In ASCII each closing bracket is two behind its opening one.
                closers[++depth] = (byte) (first + 2);
                at = scan.next(at + 1);
                filled = at != FAILED && bytes[at] != closers[depth];
            }
            while (!filled && at != FAILED) {
                at = scan.next(at);
                if (at != FAILED && bytes[at] == closers[depth]) {
                    at++;
                    if (--depth == 0) {
                        return at;
                    }
                } else {
                    at = at == FAILED ? FAILED : scan.skipComma(at);
                    filled = true;
                }
            }
            if (at != FAILED && closers[depth] == '}') {
                at = skipKey(at, depth);
            }
        }
        return FAILED;
    }

    /** The position of the value that belongs to the key at {@code quote}. */
    private int skipKey(int quote, int depth) {
        int behind = scan.skipName(quote);
        int value = behind == FAILED ? FAILED : scan.skipColon(behind);
        if (depth == 1 && fieldAt == NONE && value != FAILED && isField(quote + 1, behind - 1)) {
            fieldAt = value;
        }
        return value;
    }

    private boolean isField(int from, int to) {
        if (scan.isEscaped()) {
            return Arrays.equals(Unescape.string(bytes, from, to), field);
        }
        return to - from == field.length && Arrays.equals(bytes, from, to, field, 0, field.length);
    }
}
