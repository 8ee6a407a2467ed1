package dev.streamflow.etl.retention;

import dev.streamflow.etl.lake.CsvName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of the CSV tables in a folder of this machine, {@code <table>/2026-01-01.csv} or numbered. Other names are
 * people's own.
 */
record CsvCopies(Path folder, LocalDate before) {
    /** What is too old; changes nothing. */
    DeletedCopies look() throws IOException {
        long bytes = 0;
        List<Path> old = old();
        for (Path copy : old) {
            bytes += Files.size(copy);
        }
        return new DeletedCopies(folder.toString(), old.size(), bytes);
    }

    DeletedCopies run() throws IOException {
        DeletedCopies deleted = look();
        for (Path copy : old()) {
            Files.deleteIfExists(copy);
        }
        return deleted;
    }

    private List<Path> old() throws IOException {
        List<Path> old = new ArrayList<>();
        for (Path table : children(folder)) {
            for (Path copy : Files.isDirectory(table) ? children(table) : List.<Path>of()) {
                if (isOld(copy)) {
                    old.add(copy);
                }
            }
        }
        return old;
    }

    private boolean isOld(Path copy) {
        return CsvName.parse(copy.getFileName().toString())
                        .filter(name -> name.date().isBefore(before))
                        .isPresent()
                && Files.isRegularFile(copy);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
