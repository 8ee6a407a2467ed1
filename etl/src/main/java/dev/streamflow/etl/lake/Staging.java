package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tables of one run, written beside the lake and then put in place. Readers see a table's date as it was or as it is now. A run
 * that was killed leaves a folder behind, which the next run removes; what it had not put in place is as it was, but for the
 * instant between two renames, which the next run of that date repairs.
 */
public final class Staging implements AutoCloseable {
    private final Lake lake;
    private final FileSystem files;
    private final Path folder;
    private final List<Move> moves = new ArrayList<>();

    /** Something that was written and where it belongs. */
    private record Move(Path staged, Path target) {
        Move {
            requireNonNull(staged, "staged is null");
            requireNonNull(target, "target is null");
        }
    }

    private Staging(Lake lake, FileSystem files, Path folder) {
        this.lake = lake;
        this.files = files;
        this.folder = folder;
    }

    /** A new folder for this run; what earlier runs left behind goes away. */
    public static Staging begin(Lake lake, String run) {
        FileSystem files = lake.fileSystem();
        try {
            files.delete(lake.staging(), true);
            Path folder = new Path(lake.staging(), run);
            files.mkdirs(folder);
            return new Staging(lake, files, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + lake.staging() + ": " + e.getMessage(), e);
        }
    }

    /** Writes one date of a table as Parquet. */
    public void parquet(Dataset<Row> rows, Zone zone, String table, LocalDate date) {
        Path staged = new Path(folder, zone.folder() + "/" + table + "/" + date);
        rows.write().parquet(staged.toString());
        moves.add(new Move(staged, lake.date(zone, table, date)));
    }

    /** Writes one date of a gold table as one CSV file: header, RFC 4180 quoting, an empty cell for null. */
    public void csv(Dataset<Row> rows, String table, LocalDate date) {
        Path staged = new Path(folder, "gold_csv/" + table + "/" + date);
        rows.coalesce(1)
                .write()
                .option("header", true)
                .option("escape", "\"")
                .option("ignoreLeadingWhiteSpace", false)
                .option("ignoreTrailingWhiteSpace", false)
                .csv(staged.toString());
        moves.add(new Move(onlyFile(staged), lake.csv(table, date)));
    }

    /** Puts everything that was written in its place, replacing what was there. */
    public void publish() {
        try {
            for (Move move : moves) {
                replace(move);
            }
            moves.clear();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot publish to the lake: " + e.getMessage(), e);
        }
    }

    private void replace(Move move) throws IOException {
        files.mkdirs(move.target().getParent());
        Path replaced = new Path(folder, "replaced-" + moves.indexOf(move));
        if (files.exists(move.target())) {
            rename(move.target(), replaced);
        }
        rename(move.staged(), move.target());
        files.delete(replaced, true);
    }

    private void rename(Path from, Path to) throws IOException {
        if (!files.rename(from, to)) {
            throw new IOException("cannot rename " + from + " to " + to);
        }
    }

    private Path onlyFile(Path written) {
        try {
            for (FileStatus status : files.listStatus(written)) {
                if (status.getPath().getName().startsWith("part-")) {
                    return status.getPath();
                }
            }
            throw new IOException("Spark wrote no file");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + written + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            files.delete(lake.staging(), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }
}
