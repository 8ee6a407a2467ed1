package dev.streamflow.etl.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finds the dates of all tables that a lake holds, whoever has made the tables. Other names than dates are people's
 * own.
 */
public final class TableDates {
    private final Lake lake;
    private final FileSystem files;

    public TableDates(Lake lake) {
        this.lake = lake;
        this.files = lake.fileSystem();
    }

    /** The dates before this one, of every zone; ordered by zone, table and date. */
    public List<TableDate> before(LocalDate cut) {
        List<TableDate> found = new ArrayList<>();
        for (Zone zone : Zone.values()) {
            found.addAll(before(cut, zone.folder(), EventDate::ofFolder));
        }
        found.addAll(before(cut, Lake.GOLD_CSV, name -> CsvName.parse(name).map(CsvName::date)));
        return found;
    }

    private List<TableDate> before(LocalDate cut, String zone, Function<String, Optional<LocalDate>> dateOf) {
        List<TableDate> found = new ArrayList<>();
        for (FileStatus table : children(zone)) {
            String name = table.getPath().getName();
            for (FileStatus place : table.isDirectory() ? children(zone + "/" + name) : List.<FileStatus>of()) {
                dateOf.apply(place.getPath().getName())
                        .filter(date -> date.isBefore(cut))
                        .ifPresent(date -> found.add(tableDate(zone, name, date, place)));
            }
        }
        return found;
    }

    private TableDate tableDate(String zone, String table, LocalDate date, FileStatus place) {
        String path = zone + "/" + table + "/" + place.getPath().getName();
        try {
            ContentSummary summary = files.getContentSummary(lake.path(path));
            return new TableDate(zone, table, date, path, summary.getFileCount(), summary.getLength());
        } catch (FileNotFoundException e) {
            // Nobody holds the lake for a look, and a run may have published meanwhile.
            return new TableDate(zone, table, date, path, 0, 0);
        } catch (IOException e) {
            throw unlisted(lake.path(path), e);
        }
    }

    private List<FileStatus> children(String relative) {
        try {
            return Stream.of(files.listStatus(lake.path(relative)))
                    .sorted(Comparator.comparing(status -> status.getPath().getName()))
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw unlisted(lake.path(relative), e);
        }
    }

    private static UncheckedIOException unlisted(Path path, IOException failure) {
        return new UncheckedIOException("Cannot list " + path + ": " + failure.getMessage(), failure);
    }
}
