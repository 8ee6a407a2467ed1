package dev.streamflow.events.json;

/**
 * Walks over the tokens of one JSON text. Each step gives the position behind what it has walked over, or -1 and a
 * {@link #fault}. One thread, reused.
 */
final class TokenScan {
    private static final int FAILED = -1;

    private final StringScan strings = new StringScan();
    private byte[] bytes;
    private int end;
    private boolean lineBreaks;
    private ValidationResult fault;

    /** Forgets everything about the text before. */
    void start(byte[] text, int to) {
        bytes = text;
        end = to;
        lineBreaks = false;
        fault = ValidationResult.OBJECT;
    }

    /** Why the last step failed. */
    ValidationResult fault() {
        return fault;
    }

    /** Whether a line break was skipped between tokens since the start. */
    boolean hasLineBreaks() {
        return lineBreaks;
    }

    /** Whether the last string has escapes. */
    boolean isEscaped() {
        return strings.escaped();
    }

    int fail(ValidationResult reason) {
        fault = reason;
        return FAILED;
    }

    /** The next position that holds no white space; may be the end. */
    int skipSpace(int from) {
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

    /** The position of the next token: there must be one. */
    int next(int from) {
        int at = skipSpace(from);
        return at < end ? at : fail(ValidationResult.TRUNCATED);
    }

    /** From a comma to the next token. */
    int skipComma(int at) {
        return bytes[at] == ',' ? next(at + 1) : fail(unexpected(at));
    }

    /** From behind a name to the value. */
    int skipColon(int from) {
        int at = next(from);
        if (at == FAILED) {
            return FAILED;
        }
        return bytes[at] == ':' ? next(at + 1) : fail(unexpected(at));
    }

    int skipName(int quote) {
        return bytes[quote] == '"' ? skipString(quote) : fail(unexpected(quote));
    }

    /** Over a string, a number, true, false or null. */
    int skipScalar(int from) {
        byte first = bytes[from];
        if (first == '"') {
            return skipString(from);
        }
        int to = isNumber(first) ? Scalars.skipNumber(bytes, from, end) : Scalars.skipLiteral(bytes, from, end);
        return to < 0 ? fail(unexpected(from)) : to;
    }

    /** Tells what value is at a position; the text must have been walked over and found sound. */
    void read(int from, Token token) {
        byte first = bytes[from];
        if (first == '"') {
            int to = skipString(from) - 1;
            if (strings.escaped()) {
                byte[] text = Unescape.string(bytes, from + 1, to);
                token.set(Token.Kind.STRING, text, 0, text.length);
            } else {
                token.set(Token.Kind.STRING, bytes, from + 1, to);
            }
        } else if (isNumber(first)) {
            token.set(Token.Kind.NUMBER, bytes, from, Scalars.skipNumber(bytes, from, end));
        }
    }

    private int skipString(int quote) {
        int behind = strings.skip(bytes, quote + 1, end);
        return behind < 0 ? fail(strings.fault()) : behind;
    }

    private static boolean isNumber(byte first) {
        return first == '-' || (first >= '0' && first <= '9');
    }

    private ValidationResult unexpected(int at) {
        boolean control = bytes[at] >= 0 && bytes[at] < ' ';
        return control ? ValidationResult.CONTROL_CHARACTER : ValidationResult.MALFORMED;
    }
}
