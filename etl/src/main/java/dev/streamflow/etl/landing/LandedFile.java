package dev.streamflow.etl.landing;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * One file of landed records of one event date.
 *
 * @param path where it lies, as Hadoop takes it
 * @param run the run that committed it
 * @param firstOffset the lowest offset in it, {@code lastOffset} the highest
 * @param records its lines
 * @param bytes its length as it lies there
 */
public record LandedFile(
        String path,
        LocalDate date,
        long run,
        int partition,
        long firstOffset,
        long lastOffset,
        long records,
        long bytes) {
    public LandedFile {
        requireNonNull(path, "path is null");
        requireNonNull(date, "date is null");
    }
}
