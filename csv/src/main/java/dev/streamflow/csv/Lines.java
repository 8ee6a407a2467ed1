package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.reading.TextEncoding;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a file: they end with LF, CR LF or, as of old Macs, CR. All of them together are the file's bytes behind
 * its mark.
 */
final class Lines implements Closeable {
    private static final int LONGEST_LINE = 64 << 20;

    private final InputStream stream;
    private final TextEncoding encoding;
    private final byte[] newline;
    private final byte[] carriageReturn;
    private final JsonBytes line = new JsonBytes();
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int end;
    private long number;

    /** @param stream behind its byte order mark */
    Lines(InputStream stream, TextEncoding encoding) {
        this.stream = stream;
        this.encoding = encoding;
        this.newline = "\n".getBytes(encoding.charset());
        this.carriageReturn = "\r".getBytes(encoding.charset());
    }

    TextEncoding encoding() {
        return encoding;
    }

    /** The next line; {@code null} at the end. */
    Line next() throws IOException {
        line.clear();
        while (!lineEnd()) {
            if (line.length() > LONGEST_LINE) {
                throw new InputFault("line " + (number + 1) + " is longer than " + LONGEST_LINE + " bytes", null);
            } else if (!fill()) {
                line.raw(chunk, at, end - at);
                at = end;
                return line.length() == 0 ? null : Line.of(line.toByteArray(), encoding, ++number);
            }
        }
        return Line.of(line.toByteArray(), encoding, ++number);
    }

    /** Takes bytes up to and including a line end; {@code false} where the chunk has none. */
    private boolean lineEnd() throws IOException {
        int width = newline.length;
        int from = at;
        while (at + width <= end) {
            boolean isNewline = isAt(newline);
            if (isNewline || isAt(carriageReturn)) {
                at += width;
                line.raw(chunk, from, at - from);
                if (!isNewline && (at + width <= end || fill()) && isAt(newline)) {
                    line.raw(chunk, at, width);
                    at += width;
                }
                return true;
            }
            at += width;
        }
        line.raw(chunk, from, at - from);
        return false;
    }

    private boolean isAt(byte[] unit) {
        for (int i = 0; i < unit.length; i++) {
            if (chunk[at + i] != unit[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads more behind what is left of the chunk, until there is a whole character; {@code false} at the end. */
    private boolean fill() throws IOException {
        System.arraycopy(chunk, at, chunk, 0, end - at);
        end -= at;
        at = 0;
        do {
            int read = stream.read(chunk, end, chunk.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        } while (end < newline.length);
        return true;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
