package dev.streamflow.etl.lake;

import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.landing.LandingSummaries;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The layout of the tables: {@code <lake>/<zone>/<table>/event_date=2026-01-01/}, on a local file system or on HDFS.
 */
public final class Lake {
    /** File systems with atomic rename and exclusive create. */
    private static final Set<String> SCHEMES = Set.of("file", "hdfs", "webhdfs", "swebhdfs", "viewfs");

    /** The zone of the tables as people read them. */
    static final String GOLD_CSV = "gold_csv";

    private final Path folder;
    private final Configuration configuration;

    /** @throws UsageException if the file system is not supported */
    public Lake(String folder, Configuration configuration) {
        this.folder = new Path(folder);
        this.configuration = configuration;
        URI uri = this.folder.toUri();
        String scheme = uri.getScheme() == null
                ? FileSystem.getDefaultUri(configuration).getScheme()
                : uri.getScheme();
        if (!SCHEMES.contains(scheme)) {
            throw new UsageException(
                    "Cannot use the lake " + folder + ": a lake on " + scheme
                            + "://, where a rename may not be atomic and" + " nothing locks, is not supported",
                    "Let it lie on HDFS or on a local file system.");
        }
    }

    /**
     * Fails on a lake whose links or folders are missing or were replaced, because it would read as never published.
     *
     * @throws dev.streamflow.cli.OperationFailedException with how to repair it
     */
    public Lake requireIntact() {
        local().ifPresent(path -> CurrentVersion.find(new LakeFolders(path)));
        return this;
    }

    /** Whether its folder is there. */
    public boolean exists() {
        try {
            return fileSystem().getFileStatus(folder).isDirectory();
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** The folder of a table's date. */
    public Path date(Zone zone, String table, LocalDate date) {
        return path(relative(zone, table, date));
    }

    /** The folder of a table. */
    public Path table(Zone zone, String table) {
        return path(zone.folder() + "/" + table);
    }

    static String relative(Zone zone, String table, LocalDate date) {
        return zone.folder() + "/" + table + "/" + EventDate.folder(date);
    }

    static String csv(String table, CsvName file) {
        return GOLD_CSV + "/" + table + "/" + file;
    }

    /** The CSV files of a gold table. Other names are people's own. */
    List<CsvName> csv(String table) {
        return names(GOLD_CSV + "/" + table).stream()
                .flatMap(name -> CsvName.parse(name).stream())
                .toList();
    }

    /** A cache of what has landed, by topic. */
    public LandingSummaries landingSummaries() {
        return LandingSummaries.in(path("_landed"), configuration);
    }

    /** Whether a date of a table exists. */
    public boolean has(Zone zone, String table, LocalDate date) {
        Path folder = date(zone, table, date);
        try {
            return fileSystem().exists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    public Path staging() {
        return new Path(folder, "_staging");
    }

    /** The absolute path of one that is relative to the lake. */
    public Path path(String relative) {
        return new Path(folder, relative);
    }

    /** The canonical form of a path relative to the lake. */
    String qualified(String relative) {
        return fileSystem().makeQualified(path(relative)).toString();
    }

    /** The lake's folder, if it is on a local file system. */
    Optional<java.nio.file.Path> local() {
        FileSystem files = fileSystem();
        return files.getUri().getScheme().equals("file")
                ? Optional.of(java.nio.file.Path.of(
                        files.makeQualified(folder).toUri().getPath()))
                : Optional.empty();
    }

    /** The dates of a table that have been published, ascending. */
    public List<LocalDate> dates(Zone zone, String table) {
        return dates(zone.folder() + "/" + table);
    }

    public List<LocalDate> dates(String relative) {
        return names(relative).stream()
                .flatMap(name -> EventDate.ofFolder(name).stream())
                .sorted()
                .toList();
    }

    /** What is in a folder; nothing if it is not there. */
    private List<String> names(String relative) {
        Path folder = path(relative);
        try {
            return Stream.of(fileSystem().listStatus(folder))
                    .map(status -> status.getPath().getName())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    public FileSystem fileSystem() {
        try {
            return folder.getFileSystem(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + folder + ": " + e.getMessage(), e);
        }
    }
}
