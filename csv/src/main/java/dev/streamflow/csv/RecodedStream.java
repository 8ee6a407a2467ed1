package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** Text of another encoding as UTF-8. What its encoding does not have is a fault that names the line. */
final class RecodedStream extends InputStream {
    private final Lines lines;
    private byte[] line = new byte[0];
    private int at;

    RecodedStream(Lines lines) {
        this.lines = lines;
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? line[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (!hasMore()) {
            return -1;
        }
        int taken = Math.min(count, line.length - at);
        System.arraycopy(line, at, bytes, from, taken);
        at += taken;
        return taken;
    }

    private boolean hasMore() throws IOException {
        while (at == line.length) {
            Line next = lines.next();
            if (next == null) {
                return false;
            } else if (next.isBroken()) {
                throw next.fault(lines.encoding());
            }
            line = (next.text() + next.end()).getBytes(UTF_8);
            at = 0;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
