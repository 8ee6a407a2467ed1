package dev.streamflow.etl.landing;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/** Opens landed files wherever Hadoop finds them; the end of a name tells how a file is packed. */
public final class Unpacking {
    private Unpacking() {}

    /**
     * The file's lines.
     *
     * @throws IOException if there is no such file or it cannot be opened
     */
    public static InputStream open(Path file, Configuration configuration) throws IOException {
        InputStream packed = file.getFileSystem(configuration).open(file);
        try {
            return unpacked(packed, file, configuration);
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    /**
     * Hadoop's codec for zstd needs a native library that is seldom there. Its codec for gzip reads a file of several members to its
     * end, also where the file system does not say how much is available.
     */
    private static InputStream unpacked(InputStream packed, Path file, Configuration configuration) throws IOException {
        if (file.getName().endsWith(".zst")) {
            return new ZstdInputStreamNoFinalizer(packed, RecyclingBufferPool.INSTANCE);
        }
        CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(file);
        return codec == null ? packed : codec.createInputStream(packed);
    }
}
