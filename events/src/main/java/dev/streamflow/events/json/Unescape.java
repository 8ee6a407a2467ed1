package dev.streamflow.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The text of a JSON string that has escapes; rare, so it may allocate. */
final class Unescape {
    private Unescape() {}

    /** The UTF-8 of a string that {@link StringScan} found sound, without its quotes. */
    static byte[] string(byte[] bytes, int from, int to) {
        String raw = new String(bytes, from, to - from, UTF_8);
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char next = raw.charAt(at++);
            if (next != '\\') {
                text.append(next);
            } else if (raw.charAt(at) == 'u') {
                text.append((char) Integer.parseInt(raw, at + 1, at + 5, 16));
                at += 5;
            } else {
                text.append(character(raw.charAt(at++)));
            }
        }
        return text.toString().getBytes(UTF_8);
    }

    private static char character(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
