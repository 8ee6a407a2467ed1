package dev.streamflow.etl.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The tokens of a JSON document, with access to strings and numbers that does not allocate objects as the parser would.
 * Not thread-safe.
 */
final class JsonTokens {
    private static final JsonFactory JSON = JsonFactory.builder()
            // Records are UTF-8. Detection would throw on bytes that look like another encoding before parsing begins.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();
    /** Every number with this many digits fits in a long. */
    private static final int DIGITS = 18;

    private byte[] line;
    private int lineFrom;
    private JsonParser parser;
    private byte[] utf8;
    private int from;
    private int to;
    private long unscaled;
    private int scale;

    /** Starts on a document. The caller closes the parser that is returned. */
    JsonParser start(byte[] bytes, int lineStart, int lineEnd) throws IOException {
        line = bytes;
        lineFrom = lineStart;
        parser = JSON.createParser(bytes, lineStart, lineEnd - lineStart);
        return parser;
    }

    JsonParser parser() {
        return parser;
    }

    /**
     * Reads the string that the parser is on: {@link #utf8} from {@link #from} to {@link #to}, until the next one.
     *
     * @return whether its bytes are used in place; false if it has escapes or characters beyond ASCII
     */
    boolean string() throws IOException {
        int chars = parser.getTextLength();
        int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
        int end = (int) parser.currentLocation().getByteOffset() - 1;
        // Escapes and characters beyond ASCII take more bytes than they are characters.
        boolean plain = end - start == chars;
        utf8 = plain ? line : parser.getText().getBytes(UTF_8);
        from = plain ? lineFrom + start : 0;
        to = plain ? lineFrom + end : utf8.length;
        return plain;
    }

    /** As {@link #string}, for the text of the number that the parser is on. */
    void digits() throws IOException {
        int length = parser.getTextLength();
        utf8 = line;
        from = lineFrom + (int) parser.currentTokenLocation().getByteOffset();
        to = from + length;
    }

    byte[] utf8() {
        return utf8;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The string that was read, valid as long as the bytes are. */
    UTF8String text() {
        return UTF8String.fromBytes(utf8, from, to - from);
    }

    /**
     * Reads the number that the parser is on: {@link #unscaled} over ten to the power of {@link #scale}, until the next
     * one.
     *
     * @return false where it has more than 18 digits or an exponent
     */
    boolean number() throws IOException {
        char[] text = parser.getTextCharacters();
        int at = parser.getTextOffset();
        int end = at + parser.getTextLength();
        boolean negative = text[at] == '-';
        int first = negative ? at + 1 : at;
        int point = end;
        long digits = 0;
        for (int i = first; i < end; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (text[i] == '.') {
                point = i;
            } else {
                return false;
            }
        }
        unscaled = negative ? -digits : digits;
        scale = Math.max(end - point - 1, 0);
        return end - first <= DIGITS;
    }

    long unscaled() {
        return unscaled;
    }

    /** From 0 to 17. */
    int scale() {
        return scale;
    }
}
