package dev.streamflow.csv;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a file is packed, by its first bytes, whatever it is called. */
final class Packing {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_MAGIC = 8;
    private static final byte[] GZIP = HexFormat.of().parseHex("1f8b");
    private static final byte[] ZSTD = HexFormat.of().parseHex("28b52ffd");

    /** What people also call data; none of it is text when unpacked, or not by us. */
    private static final Map<String, String> OTHERS = Map.of(
            "504b0304", "a zip archive, as an Excel workbook is one: unzip it, or save it as CSV",
            "d0cf11e0", "an old Excel or Access file: save it as CSV",
            "425a68", "packed by bzip2: unpack it, or pack it by gzip or zstd",
            "fd377a585a", "packed by xz: unpack it, or pack it by gzip or zstd",
            "04224d18", "packed by lz4: unpack it, or pack it by gzip or zstd",
            "50415231", "a Parquet file: write it as CSV or JSON lines",
            "4f626a01", "an Avro file: write it as CSV or JSON lines");

    private Packing() {}

    /**
     * The bytes of the file, unpacked.
     *
     * @throws InputFault if it is packed in a way that is not read
     */
    static InputStream unpack(BufferedInputStream file) throws IOException {
        try {
            file.mark(LONGEST_MAGIC);
            byte[] head = file.readNBytes(LONGEST_MAGIC);
            file.reset();
            if (startsWith(head, GZIP)) {
                return buffered(new GZIPInputStream(file, BUFFER));
            } else if (startsWith(head, ZSTD)) {
                return buffered(new ZstdInputStreamNoFinalizer(file));
            }
            for (Map.Entry<String, String> other : OTHERS.entrySet()) {
                if (startsWith(head, HexFormat.of().parseHex(other.getKey()))) {
                    throw new InputFault("it is " + other.getValue(), null);
                }
            }
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    private static InputStream buffered(InputStream unpacked) {
        return new BufferedInputStream(new Whole(unpacked), BUFFER);
    }

    /** Says in words that a file ends early or is damaged. */
    private static final class Whole extends FilterInputStream {
        Whole(InputStream unpacked) {
            super(unpacked);
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            try {
                return in.read(bytes, from, count);
            } catch (EOFException | ZipException | ZstdIOException e) {
                throw new InputFault("it is packed, and ends early or is damaged: " + e.getMessage(), null);
            }
        }
    }
}
