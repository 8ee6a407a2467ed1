package dev.streamflow.landing.compression;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells that more is available until the end. {@link java.util.zip.GZIPInputStream} takes a file of several members for
 * ended where nothing is available behind one of them, and not every file system tells how much is.
 */
final class KnownEnd extends BufferedInputStream {
    KnownEnd(InputStream in, int bufferBytes) {
        super(in, bufferBytes);
    }

    @Override
    public synchronized int available() throws IOException {
        if (pos < count) {
            return count - pos;
        }
        mark(1);
        int next = read();
        reset();
        return next < 0 ? 0 : Math.max(1, count - pos);
    }
}
