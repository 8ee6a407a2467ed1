package dev.streamflow.etl.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the tables lie: {@code <lake>/<zone>/<table>/event_date=2026-01-01/}, on any file system that Hadoop knows. */
public final class Lake {
    private static final String DATE = "event_date=";

    private final Path folder;
    private final Configuration configuration;

    public Lake(String folder, Configuration configuration) {
        this.folder = new Path(folder);
        this.configuration = configuration;
    }

    /** The folder of a table's date. */
    public Path date(Zone zone, String table, LocalDate date) {
        return new Path(table(zone, table), DATE + date);
    }

    /** The folder of a table. */
    public Path table(Zone zone, String table) {
        return new Path(new Path(folder, zone.folder()), table);
    }

    /** The file with a date of a gold table, for people. */
    public Path csv(String table, LocalDate date) {
        return new Path(new Path(new Path(folder, "gold_csv"), table), date + ".csv");
    }

    Path ledger(LocalDate date) {
        return new Path(new Path(folder, "ledger"), DATE + date);
    }

    Path staging() {
        return new Path(folder, "_staging");
    }

    /** The dates of a table that have been published, ascending. */
    public List<LocalDate> dates(Zone zone, String table) {
        Path tableFolder = table(zone, table);
        try {
            FileStatus[] found =
                    fileSystem().listStatus(tableFolder, path -> path.getName().startsWith(DATE));
            return Stream.of(found)
                    .map(status -> LocalDate.parse(status.getPath().getName().substring(DATE.length())))
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + tableFolder + ": " + e.getMessage(), e);
        }
    }

    FileSystem fileSystem() {
        try {
            return folder.getFileSystem(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + folder + ": " + e.getMessage(), e);
        }
    }
}
