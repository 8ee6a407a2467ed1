package dev.streamflow.ingest.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The lines of a landing file, one after the other, in memory of one line. */
public final class Lines {
    private final InputStream in;
    private byte[] buffer = new byte[64 << 10];
    private int start;
    private int lineEnd;
    private int filled;

    private Lines(InputStream in) {
        this.in = in;
    }

    /** @param name of the file: its ending tells how it is packed */
    public static Lines of(InputStream packed, String name) throws IOException {
        if (name.endsWith(".zst")) {
            return new Lines(new ZstdInputStream(packed));
        }
        return new Lines(name.endsWith(".gz") ? new GZIPInputStream(packed, 64 << 10) : packed);
    }

    /** Goes to the next line; false at the end of the file. */
    public boolean next() throws IOException {
        start = lineEnd == 0 ? 0 : lineEnd + 1;
        int at = start;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled) {
                lineEnd = at;
                return true;
            }
            at -= makeRoom();
            int more = in.read(buffer, filled, buffer.length - filled);
            if (more < 0 && start < filled) {
                throw new IOException("the last line is cut off");
            } else if (more < 0) {
                return false;
            }
            filled += more;
        }
    }

    /** What holds the line, from {@link #from} to {@link #to}, without its line break. */
    public byte[] bytes() {
        return buffer;
    }

    public int from() {
        return start;
    }

    public int to() {
        return lineEnd;
    }

    /** How far the line that is begun has moved to the front. */
    private int makeRoom() {
        int moved = start;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return moved;
    }
}
