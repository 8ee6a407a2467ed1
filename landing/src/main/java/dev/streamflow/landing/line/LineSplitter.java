package dev.streamflow.landing.line;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a landed file, one after the other, in one buffer that grows to the longest of them. A line ends with a
 * line feed, which is not part of it; nothing else ends one, so that a file which was cut off is told from a whole one.
 */
public final class LineSplitter implements Closeable {
    private static final int ROOM = 256 << 10;

    private final InputStream in;
    private byte[] buffer = new byte[ROOM];
    private int from;
    private int to;
    private int next;
    private int filled;
    private boolean ended;

    /** @param in unpacked; closed with this */
    public LineSplitter(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line; false at the end of the file.
     *
     * @throws IOException also if the file ends within a line
     */
    public boolean next() throws IOException {
        from = next;
        int at = from;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled) {
                to = at;
                next = at + 1;
                return true;
            } else if (ended && from < filled) {
                throw new IOException("the last line is cut off");
            } else if (ended) {
                return false;
            }
            at -= makeRoom();
            int more = in.read(buffer, filled, buffer.length - filled);
            ended = more < 0;
            filled += Math.max(more, 0);
        }
    }

    /** How far the line that is begun has moved to the front. */
    private int makeRoom() {
        int moved = from;
        if (moved > 0) {
            System.arraycopy(buffer, moved, buffer, 0, filled - moved);
            filled -= moved;
            from = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return moved;
    }

    /** What holds the line, until the next one is asked for. */
    public byte[] bytes() {
        return buffer;
    }

    /** Where in {@link #bytes} the line starts. */
    public int from() {
        return from;
    }

    /** Where in {@link #bytes} the line has ended. */
    public int to() {
        return to;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
