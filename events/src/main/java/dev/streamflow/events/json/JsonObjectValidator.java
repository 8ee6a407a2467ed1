package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;

/**
 * Proves that bytes are exactly one JSON object (RFC 8259, valid UTF-8, at most {@value #MAX_DEPTH} levels) and finds
 * one of its fields, in one pass and without garbage. One thread, reused from value to value.
 *
 * <p>A general parser costs two to three times as much here: it decodes every name and value, of which landing needs
 * one.
 */
public final class JsonObjectValidator {
    /** How deep objects and arrays may nest, the outermost counted. */
    public static final int MAX_DEPTH = 512;

    private static final int NONE = -1;
    private static final int FAILED = -1;
    private static final int UNSEEN = Integer.MAX_VALUE;

    private final byte[][][] path;
    private final int[] ranks;
    private final Token token = new Token();
    private final TokenScan scan = new TokenScan();
    private final byte[] closers = new byte[MAX_DEPTH + 1];

    private byte[] bytes;
    private int objectStart;
    private int objectEnd;
    private boolean lineBreaks;
    private int fieldAt;
    private int level;
    private int entrance;

    /**
     * A validator that looks for one field.
     *
     * @param path for each object on the way to the field, from the outermost, the keys to follow; where it has
     *     several, the first one counts, and of a key that occurs twice the first occurrence
     */
    public JsonObjectValidator(List<List<String>> path) {
        this.path = path.stream()
                .map(keys -> keys.stream().map(key -> key.getBytes(UTF_8)).toArray(byte[][]::new))
                .toArray(byte[][][]::new);
        this.ranks = new int[path.size()];
    }

    /** A validator that looks for one field of the object itself. */
    public JsonObjectValidator(String field) {
        this(List.of(List.of(field)));
    }

    /** Reads {@code bytes[from, to)}; the answers below are about it until the next call. */
    public ValidationResult validate(byte[] value, int from, int to) {
        ValidationResult found = look(value, from, to);
        boolean isPlain = found == ValidationResult.OBJECT || found == ValidationResult.EMPTY;
        return isPlain ? found : OtherForms.name(value, from, to, objectEnd, found);
    }

    private ValidationResult look(byte[] value, int from, int to) {
        bytes = value;
        fieldAt = NONE;
        level = 1;
        entrance = NONE;
        Arrays.fill(ranks, UNSEEN);
        token.clear();
        scan.start(value, to);
        objectStart = scan.skipSpace(from);
        if (objectStart == to) {
            return ValidationResult.EMPTY;
        } else if (value[objectStart] != '{') {
            return ValidationResult.NOT_AN_OBJECT;
        }
        scan.start(value, to);
        objectEnd = skipNested(objectStart);
        if (objectEnd == FAILED) {
            return scan.fault();
        }
        lineBreaks = scan.hasLineBreaks();
        if (scan.skipSpace(objectEnd) < to) {
            return ValidationResult.TRAILING_CONTENT;
        }
        if (fieldAt != NONE) {
            scan.read(fieldAt, token);
        }
        return ValidationResult.OBJECT;
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
                at = scan.fail(ValidationResult.TOO_DEEP);
            } else {
                // In ASCII each closing bracket is two behind its opening one.
                closers[++depth] = (byte) (first + 2);
                if (at == entrance && first == '{') {
                    level = depth;
                }
                at = scan.next(at + 1);
                filled = at != FAILED && bytes[at] != closers[depth];
            }
            while (!filled && at != FAILED) {
                at = scan.next(at);
                if (at != FAILED && bytes[at] == closers[depth]) {
                    at++;
                    level -= depth == level && depth > 1 ? 1 : 0;
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
        if (depth == level && depth <= path.length && value != FAILED) {
            follow(quote + 1, behind - 1, value);
        }
        return value;
    }

    /** Goes on to the value of a key that is on the way, unless one that counts more has come already. */
    private void follow(int from, int to, int value) {
        byte[][] keys = path[level - 1];
        for (int rank = 0; rank < keys.length && rank < ranks[level - 1]; rank++) {
            if (is(keys[rank], from, to)) {
                ranks[level - 1] = rank;
                Arrays.fill(ranks, level, ranks.length, UNSEEN);
                fieldAt = level == path.length ? value : NONE;
                entrance = value;
                return;
            }
        }
    }

    private boolean is(byte[] key, int from, int to) {
        if (scan.isEscaped()) {
            return Arrays.equals(Unescape.string(bytes, from, to), key);
        }
        return to - from == key.length && Arrays.equals(bytes, from, to, key, 0, key.length);
    }
}
