package dev.streamflow.landing.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecompressionTest {
    private static final int BLOCKS = 200;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aFileOfManyBlocksIsReadToItsEnd(Compression compression) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BlockCompressor compressor = BlockCompressor.of(compression)) {
            for (int block = 0; block < BLOCKS; block++) {
                byte[] lines = ("line " + block + "\n").repeat(1 + block * 3).getBytes(UTF_8);
                expected.write(lines);
                packed.write(bytes(compressor.compress(lines, lines.length)));
            }
        }

        assertThat(read(packed.toByteArray(), compression)).isEqualTo(expected.toByteArray());
        assertThat(Compression.ofName("dt=2026-01-01/r000001-p000" + compression.suffix()))
                .isEqualTo(compression);
    }

    @ParameterizedTest
    @EnumSource(names = {"ZSTD", "GZIP"})
    void aFileThatIsCutOffOrIsAnotherIsRefused(Compression compression) throws IOException {
        byte[] lines = "a line\n".repeat(1000).getBytes(UTF_8);
        byte[] packed;
        try (BlockCompressor compressor = BlockCompressor.of(compression)) {
            packed = bytes(compressor.compress(lines, lines.length));
        }

        assertThatThrownBy(() -> read(Arrays.copyOf(packed, packed.length - 5), compression))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(lines, compression)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatCannotBeOpenedIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3}) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatThrownBy(() -> Decompression.of(in, "a.jsonl.gz")).isInstanceOf(IOException.class);
        assertThat(closed).isTrue();
    }

    /** From a file system that gives little at a time and does not say how much is available. */
    private static byte[] read(byte[] packed, Compression compression) throws IOException {
        InputStream slow = new ByteArrayInputStream(packed) {
            @Override
            public int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, 100));
            }

            @Override
            public int available() {
                return 0;
            }
        };
        try (InputStream in = Decompression.of(slow, "file" + compression.suffix())) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
