package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.reading.TextEncoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;

/** A line of a file, byte by byte. */
final class Line {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final String text;
    private final String end;
    private final long number;
    private final int brokenAt;

    private Line(byte[] bytes, String text, String end, long number, int brokenAt) {
        this.bytes = bytes;
        this.text = text;
        this.end = end;
        this.number = number;
        this.brokenAt = brokenAt;
    }

    /** @param bytes with the line end */
    static Line of(byte[] bytes, TextEncoding encoding, long number) {
        String text = new String(bytes, encoding.charset());
        String end = end(text);
        int brokenAt = text.indexOf(REPLACEMENT) < 0 ? -1 : brokenAt(bytes, encoding);
        return new Line(bytes, text.substring(0, text.length() - end.length()), end, number, brokenAt);
    }

    /** A text may hold the replacement character itself. */
    private static int brokenAt(byte[] bytes, TextEncoding encoding) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharsetDecoder decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(bytes.length + 1), true);
        return result.isError() ? in.position() : -1;
    }

    private static String end(String text) {
        if (text.endsWith("\r\n")) {
            return "\r\n";
        }
        return text.endsWith("\n") ? "\n" : text.endsWith("\r") ? "\r" : "";
    }

    /** Its bytes, with its line end; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** Its text, without its line end; U+FFFD stands for what its encoding does not have. */
    String text() {
        return text;
    }

    /** Its line end; empty for a last line without one. */
    String end() {
        return end;
    }

    /** Counted from 1. */
    long number() {
        return number;
    }

    /** Whether it holds bytes that its encoding does not have. */
    boolean isBroken() {
        return brokenAt >= 0;
    }

    /** How many of its bytes stand in front of the line end. */
    int length(TextEncoding encoding) {
        return bytes.length - end.getBytes(encoding.charset()).length;
    }

    /** Whether it tells its encoding from another one: ASCII alone looks alike in most. */
    boolean tells(TextEncoding encoding) {
        if (!encoding.charset().equals(UTF_8)) {
            return true;
        }
        for (byte one : bytes) {
            if (one < 0) {
                return true;
            }
        }
        return false;
    }

    /** What to say of a file that is not in the encoding that it is read in. */
    InputFault fault(TextEncoding encoding) {
        return new InputFault(
                "line " + number + " is no " + encoding.charset().name() + ": its byte " + (brokenAt + 1) + " is 0x"
                        + HexFormat.of().withUpperCase().toHexDigits(bytes[Math.min(brokenAt, bytes.length - 1)]),
                "--encoding says which it is in, such as ISO-8859-1 or windows-1252.");
    }

    boolean isBlank() {
        return text.isBlank();
    }
}
