package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The Parquet files of one gold table and event date.
 *
 * @param identity equal as long as the files are
 */
public record GoldPartition(String table, LocalDate date, List<Path> files, String identity) {
    public GoldPartition {
        requireNonNull(table, "table is null");
        requireNonNull(date, "date is null");
        requireNonNull(identity, "identity is null");
        files = List.copyOf(files);
    }
}
