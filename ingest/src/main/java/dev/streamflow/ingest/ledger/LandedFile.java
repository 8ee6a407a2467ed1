package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A file of a committed run.
 *
 * @param path relative to the topic's folder
 * @param date the event date (UTC) of all its lines; null for rejected records
 * @param records how many lines
 * @param bytes its size as it lies there
 * @param sha256 of those bytes, in hexadecimal
 */
public record LandedFile(
        String path,
        LocalDate date,
        int partition,
        long firstOffset,
        long lastOffset,
        long records,
        long bytes,
        String sha256) {
    public LandedFile {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
    }
}
