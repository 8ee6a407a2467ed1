package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a CSV file of gold: {@code 2026-01-01.csv}, or {@code 2026-01-01-00001.csv} and so on where a date has
 * more rows than one file may have. Their order is that of the rows.
 *
 * @param part from 1; 0 where the date is one file
 */
public record CsvName(LocalDate date, int part) {
    private static final Pattern NAME = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]{5,9}))?\\.csv");

    public CsvName {
        requireNonNull(date, "date is null");
    }

    /** The file that holds a date alone. */
    static CsvName of(LocalDate date) {
        return new CsvName(date, 0);
    }

    /** What a file's name says; empty for one that is people's own. */
    public static Optional<CsvName> parse(String name) {
        Matcher found = NAME.matcher(name);
        return found.matches()
                ? EventDate.parse(found.group(1))
                        .map(date -> new CsvName(date, found.group(2) == null ? 0 : Integer.parseInt(found.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return date + (part == 0 ? "" : "-%05d".formatted(part)) + ".csv";
    }
}
