package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A date of a table, as it lies in the lake; one of several, where it has numbered {@link CsvName CSV files}.
 *
 * @param zone the folder that the table is in: {@code silver}, {@code gold_csv}
 * @param path relative to the lake: a folder, or a file of {@code gold_csv}
 * @param files how many it has, and their {@code bytes}
 */
public record TableDate(String zone, String table, LocalDate date, String path, long files, long bytes) {
    public TableDate {
        requireNonNull(zone, "zone is null");
        requireNonNull(table, "table is null");
        requireNonNull(date, "date is null");
        requireNonNull(path, "path is null");
    }
}
