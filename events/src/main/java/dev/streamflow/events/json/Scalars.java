package dev.streamflow.events.json;

/** Walks over numbers and the three literals; -1 where there is none. */
final class Scalars {
    private static final int NONE = -1;

    private Scalars() {}

    /** The position behind the literal that starts at {@code at}. */
    static int skipLiteral(byte[] bytes, int at, int end) {
        return switch (bytes[at]) {
            case 't' -> literal("true", bytes, at, end);
            case 'f' -> literal("false", bytes, at, end);
            case 'n' -> literal("null", bytes, at, end);
            default -> NONE;
        };
    }

    private static int literal(String word, byte[] bytes, int at, int end) {
        if (end - at < word.length()) {
            return NONE;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return NONE;
            }
        }
        return at + word.length();
    }

    /** The position behind the number that starts at {@code from}. */
    static int skipNumber(byte[] bytes, int from, int end) {
        int at = bytes[from] == '-' ? from + 1 : from;
        boolean zero = at < end && bytes[at] == '0';
        at = zero ? at + 1 : digits(bytes, at, end);
        if (at >= 0 && at < end && bytes[at] == '.') {
            at = digits(bytes, at + 1, end);
        }
        if (at >= 0 && at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            boolean sign = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            at = digits(bytes, sign ? at + 2 : at + 1, end);
        }
        return at;
    }

    /** Behind one or more digits. */
    private static int digits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at == from ? NONE : at;
    }
}
