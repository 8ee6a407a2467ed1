package dev.streamflow.ingest.verify;

import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.landing.compression.Decompression;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.line.LandedLineReader;
import dev.streamflow.landing.line.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Compares a file with what its commit says: its bytes, and the coordinates of its lines. */
final class FileCheck {
    private final Storage storage;
    private final String topic;

    FileCheck(Storage storage, String topic) {
        this.storage = storage;
        this.topic = topic;
    }

    /** What is wrong with the file, if anything. */
    Optional<String> fault(LandedFile file, Long size) {
        if (size == null) {
            return Optional.of("missing: " + file.path());
        } else if (size != file.bytes()) {
            return Optional.of(
                    "corrupted: " + file.path() + " has " + size + " bytes, its commit says " + file.bytes());
        }
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(storage.open(topic + "/" + file.path()), digest);
                LineSplitter lines = new LineSplitter(Decompression.of(in, file.path()))) {
            Optional<String> fault = fault(file, lines);
            in.transferTo(OutputStream.nullOutputStream());
            String found = HexFormat.of().formatHex(digest.digest());
            return found.equals(file.sha256())
                    ? fault
                    : Optional.of("corrupted: " + file.path() + " has another checksum than its commit says");
        } catch (IOException e) {
            return Optional.of("corrupted: " + file.path() + " cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> fault(LandedFile file, LineSplitter lines) throws IOException {
        LandedLineReader line = new LandedLineReader();
        long records = 0;
        long last = -1;
        while (lines.next()) {
            try {
                line.read(lines.bytes(), lines.from(), lines.to());
            } catch (IllegalArgumentException e) {
                return Optional.of("corrupted: " + file.path() + " has " + e.getMessage());
            }
            boolean inOrder = line.offset() > last && line.offset() >= file.firstOffset();
            if (line.partition() != file.partition() || !inOrder || line.offset() > file.lastOffset()) {
                return Optional.of("corrupted: " + file.path() + " has offset " + line.offset() + " of partition "
                        + line.partition() + " where it does not belong");
            }
            last = line.offset();
            records++;
        }
        return records == file.records()
                ? Optional.empty()
                : Optional.of(
                        "corrupted: " + file.path() + " has " + records + " lines, its commit says " + file.records());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
