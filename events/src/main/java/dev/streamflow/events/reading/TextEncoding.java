package dev.streamflow.events.reading;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How a text file is encoded: its byte order mark says so, or, in UTF-16 and UTF-32 without one, the zeros of its first
 * characters.
 *
 * @param mark how many bytes of byte order mark stand in front of the text
 */
public record TextEncoding(Charset charset, int mark) {
    /** How many bytes {@link #detect} looks at. */
    public static final int HEAD = 4;

    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    public TextEncoding {
        requireNonNull(charset, "charset is null");
    }

    /**
     * The encoding of a file that starts with these bytes.
     *
     * @param head the first {@link #HEAD} bytes, fewer where the file is shorter
     * @param otherwise where the bytes do not tell
     */
    public static TextEncoding detect(byte[] head, Charset otherwise) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(UTF_8, 3);
        } else if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
            return new TextEncoding(UTF_32LE, 4);
        } else if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
            return new TextEncoding(UTF_32BE, 4);
        } else if (startsWith(head, 0xFF, 0xFE)) {
            return new TextEncoding(UTF_16LE, 2);
        } else if (startsWith(head, 0xFE, 0xFF)) {
            return new TextEncoding(UTF_16BE, 2);
        }
        return new TextEncoding(withoutMark(head, otherwise), 0);
    }

    /** A text starts with two characters of ASCII, mostly, and none is a NUL. */
    private static Charset withoutMark(byte[] head, Charset otherwise) {
        int zeros = 0;
        for (byte one : head) {
            zeros = zeros << 1 | (one == 0 ? 1 : 0);
        }
        return switch (head.length < HEAD ? 0 : zeros) {
            case 0b0111 -> UTF_32LE;
            case 0b1110 -> UTF_32BE;
            case 0b0101 -> UTF_16LE;
            case 0b1010 -> UTF_16BE;
            default -> otherwise;
        };
    }

    private static boolean startsWith(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The text of a small file, without its mark; UTF-8 where it does not say otherwise.
     *
     * @throws CharacterCodingException if it holds bytes that its encoding does not have
     */
    public static String read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        TextEncoding encoding = detect(Arrays.copyOf(bytes, Math.min(HEAD, bytes.length)), UTF_8);
        return encoding.decode(bytes, encoding.mark(), bytes.length);
    }

    /**
     * The text of {@code bytes[from, to)}.
     *
     * @throws CharacterCodingException if they are none in this encoding: nothing is replaced
     */
    public String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString();
    }
}
