package dev.streamflow.ingest.land.write;

import dev.streamflow.ingest.storage.StorageFailure;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.line.LineBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * A file of lines in progress: one date, or the rejected records, of one partition. Between two blocks it holds no file
 * handle and no compressor. One thread.
 */
public final class OpenFile {
    private final Path temporary;
    private final Plan plan;
    private final String folder;
    private final LocalDate date;
    private final int partition;
    private final long firstOffset;
    private final LineBuffer lines = new LineBuffer();
    private final MessageDigest digest = sha256();

    private long lastOffset;
    private long records;
    private long packedBytes;
    private long lineBytes;

    /** @param date of its records; null for those of a folder that has none */
    OpenFile(Path temporary, Plan plan, String folder, LocalDate date, int partition, long firstOffset) {
        this.temporary = temporary;
        this.plan = plan;
        this.folder = folder;
        this.date = date;
        this.partition = partition;
        this.firstOffset = firstOffset;
    }

    /** Where the next line is to be put, before {@link #lineAdded}. */
    LineBuffer lines() {
        return lines;
    }

    void lineAdded(long offset) {
        lastOffset = offset;
        records++;
    }

    /** How many bytes of lines it has, packed or not. */
    long lineBytes() {
        return lineBytes + lines.size();
    }

    /** Packs the lines that wait and appends them. */
    void flush(BlockCompressor compressor, int keep) {
        if (lines.size() == 0) {
            return;
        }
        ByteBuffer packed = compressor.compress(lines.bytes(), lines.size());
        digest.update(packed.duplicate());
        packedBytes += packed.remaining();
        lineBytes += lines.size();
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (packed.hasRemaining()) {
                channel.write(packed);
            }
        } catch (IOException e) {
            throw StorageFailure.of("write", temporary, e);
        }
        lines.clear(keep);
    }

    /** Where its bytes are until it is published. */
    public Path temporary() {
        return temporary;
    }

    /** What the commit says of it; once, when everything is flushed. */
    public LandedFile finish() {
        String checksum = HexFormat.of().formatHex(digest.digest());
        String name = LandingLayout.lines(plan.run(), partition, firstOffset, checksum, plan.compression());
        return new LandedFile(
                folder + "/" + name, date, partition, firstOffset, lastOffset, records, packedBytes, checksum);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
