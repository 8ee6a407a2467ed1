package dev.streamflow.dashboard.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Listings of folders, in the order of their names. */
final class Folders {
    private static final String DATE = "event_date=";

    private Folders() {}

    /** None if the folder is not there. */
    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    static String name(Path path) {
        return path.getFileName().toString();
    }

    /** The Parquet files of a folder; none if it is not there. */
    static List<Path> parquet(Path folder) throws IOException {
        return list(folder).stream()
                .filter(file -> name(file).endsWith(".parquet"))
                .toList();
    }

    /** The name of a date's folder. */
    static String of(LocalDate date) {
        return DATE + date;
    }

    /** The date of a folder {@code event_date=2026-01-31}; empty for any other name. */
    static Optional<LocalDate> date(Path folder) {
        String name = name(folder);
        try {
            return name.startsWith(DATE)
                    ? Optional.of(LocalDate.parse(name.substring(DATE.length())))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Equal as long as the file is the same: hard links of one file are. */
    static String identity(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return name(file) + ":" + attributes.size() + ":"
                + attributes.lastModifiedTime().toMillis() + ":" + attributes.fileKey();
    }
}
