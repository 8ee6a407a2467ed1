package dev.streamflow.ingest.json;

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

    private static final int FAILED = -1;

    private final byte[] field;
    private final Token token = new Token();
    private final StringScan strings = new StringScan();
    private final boolean[] objects = new boolean[MAX_DEPTH + 1];

    private byte[] bytes;
    private int end;
    private Verdict verdict;
    private int objectStart;
    private int objectEnd;
    private boolean lineBreaks;
    private boolean found;
    private int keyEnd;
    private boolean keyEscaped;

    /** @param field the name of the top-level field to find */
    public JsonProof(String field) {
        this.field = field.getBytes(UTF_8);
    }

    /** Reads {@code bytes[from, to)}; the answers below are about it until the next call. */
    public Verdict prove(byte[] value, int from, int to) {
        bytes = value;
        end = to;
        verdict = Verdict.OBJECT;
        lineBreaks = false;
        found = false;
        token.clear();
        int start = skipSpace(from);
        if (start == to) {
            return Verdict.EMPTY;
        } else if (value[start] != '{') {
            return Verdict.NOT_AN_OBJECT;
        }
        lineBreaks = false;
        objectStart = start;
        objectEnd = skipObject(start);
        boolean keptLineBreaks = lineBreaks;
        if (objectEnd >= 0 && skipSpace(objectEnd) < to) {
            return Verdict.TRAILING_CONTENT;
        }
        lineBreaks = keptLineBreaks;
        return verdict;
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

    private int skipObject(int brace) {
        int depth = 1;
        objects[1] = true;
        boolean afterComma = false;
        int at = brace + 1;
        while (true) {
            at = skipSpace(at);
            if (at >= end) {
                return fail(Verdict.TRUNCATED);
            }
            boolean closes = bytes[at] == closer(depth);
            if (closes && afterComma) {
                return fail(Verdict.MALFORMED);
            } else if (!closes) {
                boolean wanted = false;
                if (objects[depth]) {
                    int key = at + 1;
                    at = skipKey(at);
                    wanted = at >= 0 && depth == 1 && !found && isField(key);
                }
                if (at >= 0 && (bytes[at] == '{' || bytes[at] == '[')) {
                    found |= wanted;
                    if (++depth > MAX_DEPTH) {
                        return fail(Verdict.TOO_DEEP);
                    }
                    objects[depth] = bytes[at++] == '{';
                    afterComma = false;
                    continue;
                }
                at = at < 0 ? FAILED : wanted ? skipWanted(at) : skipScalar(at);
                if (at < 0) {
                    return FAILED;
                }
            }
            while (true) {
                at = skipSpace(at);
                if (at >= end) {
                    return fail(Verdict.TRUNCATED);
                } else if (bytes[at] == closer(depth)) {
                    at++;
                    if (--depth == 0) {
                        return at;
                    }
                } else if (bytes[at] == ',') {
                    at++;
                    afterComma = true;
                    break;
                } else {
                    return fail(unexpected(at));
                }
            }
        }
    }

    private byte closer(int depth) {
        return (byte) (objects[depth] ? '}' : ']');
    }

    /** The position of the value that belongs to the key whose quote is at {@code quote}. */
    private int skipKey(int quote) {
        if (bytes[quote] != '"') {
            return fail(unexpected(quote));
        }
        int at = strings.skip(bytes, quote + 1, end);
        if (at < 0) {
            return fail(strings.fault());
        }
        keyEnd = at - 1;
        keyEscaped = strings.escaped();
        at = skipSpace(at);
        if (at < end && bytes[at] != ':') {
            return fail(unexpected(at));
        }
        at = at < end ? skipSpace(at + 1) : end;
        return at < end ? at : fail(Verdict.TRUNCATED);
    }

    private boolean isField(int keyStart) {
        if (keyEscaped) {
            byte[] name = Unescape.string(bytes, keyStart, keyEnd);
            return Arrays.equals(name, field);
        }
        return keyEnd - keyStart == field.length && Arrays.equals(bytes, keyStart, keyEnd, field, 0, field.length);
    }

    private int skipWanted(int from) {
        found = true;
        int to = skipScalar(from);
        if (to >= 0 && bytes[from] == '"') {
            if (strings.escaped()) {
                byte[] text = Unescape.string(bytes, from + 1, to - 1);
                token.set(Token.Kind.STRING, text, 0, text.length);
            } else {
                token.set(Token.Kind.STRING, bytes, from + 1, to - 1);
            }
        } else if (to >= 0 && (bytes[from] == '-' || bytes[from] <= '9')) {
            token.set(Token.Kind.NUMBER, bytes, from, to);
        }
        return to;
    }

    private int skipScalar(int from) {
        byte first = bytes[from];
        if (first == '"') {
            int to = strings.skip(bytes, from + 1, end);
            return to < 0 ? fail(strings.fault()) : to;
        }
        boolean number = first == '-' || (first >= '0' && first <= '9');
        int to = number ? Scalars.skipNumber(bytes, from, end) : Scalars.skipLiteral(bytes, from, end);
        return to < 0 ? fail(unexpected(from)) : to;
    }

    private int skipSpace(int from) {
        return from < end && bytes[from] > ' ' ? from : skipSomeSpace(from);
    }

    private int skipSomeSpace(int from) {
        int at = from;
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
            byte space = bytes[at];
            if (space == '\n' || space == '\r') {
                lineBreaks = true;
            } else if (space != ' ' && space != '\t') {
                return at;
            }
            at++;
        }
        return at;
    }

    private Verdict unexpected(int at) {
        boolean control = bytes[at] >= 0 && bytes[at] < ' ';
        return control ? Verdict.CONTROL_CHARACTER : Verdict.MALFORMED;
    }

    private int fail(Verdict reason) {
        verdict = reason;
        return FAILED;
    }
}
