package dev.streamflow.landing.compression;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Unpacks landed files: the end of a file's name tells how it is packed. */
public final class Decompression {
    private static final int GZIP_BUFFER_BYTES = 64 << 10;

    private Decompression() {}

    /**
     * The lines of a file; closing them closes {@code packed}, which is closed too where this fails.
     *
     * @param name of the file
     * @throws IOException if it does not start as such a file does
     */
    public static InputStream of(InputStream packed, String name) throws IOException {
        try {
            return switch (Compression.ofName(name)) {
                case ZSTD -> new ZstdInputStreamNoFinalizer(packed, RecyclingBufferPool.INSTANCE);
                case GZIP -> new GZIPInputStream(new KnownEnd(packed, GZIP_BUFFER_BYTES), GZIP_BUFFER_BYTES);
                case NONE -> packed;
            };
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }
}
