package dev.streamflow.etl.lake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The staging folder of one run. Readers see nothing of it before {@link #publish}, and then all of it; see
 * {@link Publisher}. Tables may be written in parallel.
 */
public final class Staging implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);
    /** The beginning of a run's name: 20260101T030000.000000Z. */
    private static final Pattern RUN = Pattern.compile("[0-9]{8}T[0-9]{6}\\.[0-9]{6}Z.*");

    private final Lake lake;
    private final StagedFiles files;
    private final Publisher publisher;
    private final String folder;
    private final List<Move> moves = new CopyOnWriteArrayList<>();

    private Staging(LakeLock lock, String folder) {
        this.lake = lock.lake();
        this.files = new StagedFiles(lake);
        this.publisher = Publisher.of(lock);
        this.folder = folder;
    }

    /** Creates the folder, after finishing or removing what killed runs left behind. */
    public static Staging begin(LakeLock lock, String run) {
        Lake lake = lock.lake();
        if (!isOfRun(run)) {
            throw new IllegalArgumentException("not the name of a run: " + run);
        }
        Staging staging = new Staging(lock, lake.staging().getName() + "/" + run);
        try {
            staging.publisher.recover();
            lake.fileSystem().mkdirs(lake.path(staging.folder));
            return staging;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + lake.staging() + ": " + e.getMessage(), e);
        }
    }

    /** Whether a folder of staging was made by a run of Streamflow. */
    static boolean isOfRun(String name) {
        return RUN.matcher(name).matches();
    }

    /**
     * Rows that were written to staging.
     *
     * @param path relative to the lake; below it a folder for each value of the columns they are partitioned by
     * @param rows as read back from there
     */
    public record Written(String path, Dataset<Row> rows) {}

    /** Stages a table's dates, and returns the rows as they were written. */
    public Written table(Dataset<Row> rows, Zone zone, String table, Collection<LocalDate> dates) {
        String path = folder + "/" + zone.folder() + "/" + table;
        String data = lake.path(path).toString();
        rows.write().partitionBy(EventDate.NAME).parquet(data);
        Written written = new Written(
                path, rows.sparkSession().read().schema(rows.schema()).parquet(data));
        replace(zone, table, written, dates);
        return written;
    }

    /**
     * The number of rows of each date, from the footers of the files.
     *
     * @param written partitioned by date next
     */
    public Map<LocalDate, Long> rows(Written written, Collection<LocalDate> dates) {
        Map<LocalDate, Long> rows = new TreeMap<>();
        for (LocalDate date : dates) {
            String dated = written.path() + "/" + EventDate.folder(date);
            // Spark creates no folder for a date without rows.
            rows.put(
                    date,
                    files.exists(dated) ? files.read(dated, folder -> ParquetRows.in(lake.fileSystem(), folder)) : 0L);
        }
        return rows;
    }

    /**
     * Adds rows of several kinds, partitioned by kind and date.
     *
     * @param name of the folder within this staging
     */
    public void add(Dataset<Row> rows, String name, RowKinds kinds) {
        KindsFormat.write(rows.write(), kinds, lake.path(folder + "/" + name).toString());
    }

    /** The rows of a kind that were {@link #add added}. */
    public Written kind(SparkSession spark, String name, RowKinds kinds, String kind) {
        String path = folder + "/" + name + "/" + kinds.folder(kind);
        StructType type = kinds.dated(kind);
        Dataset<Row> rows = files.exists(path)
                ? spark.read().schema(type).parquet(lake.path(path).toString())
                : spark.createDataFrame(List.of(), type);
        return new Written(path, rows);
    }

    /** Marks rows that are partitioned by date for publishing. A date without rows is published empty. */
    public void replace(Zone zone, String table, Written written, Collection<LocalDate> dates) {
        String none = written.path() + "-none";
        for (LocalDate date : dates) {
            String dated = written.path() + "/" + EventDate.folder(date);
            if (!files.exists(dated)) {
                copyOfNone(written.rows(), none, dated);
            }
            moves.add(new Move(dated, Lake.relative(zone, table, date)));
        }
    }

    private void copyOfNone(Dataset<Row> rows, String none, String dated) {
        if (!files.exists(none)) {
            StructType schema = rows.drop(EventDate.NAME).schema();
            rows.sparkSession()
                    .createDataFrame(List.of(), schema)
                    .write()
                    .parquet(lake.path(none).toString());
        }
        files.copy(none, dated);
    }

    /**
     * Stages a gold table as Parquet and as CSV, each date in the order of its rows.
     *
     * @param parts as {@link GoldFormat#write} takes them; no date is in two of them
     * @param rowsPerFile at most
     */
    public Written gold(
            String table, List<Dataset<Row>> parts, GoldRules rules, long rowsPerFile, Collection<LocalDate> dates) {
        Written written = new Written(folder + "/" + Zone.GOLD.folder() + "/" + table, parts.get(0));
        parts.forEach(part -> GoldFormat.write(part, lake.path(written.path()), rules, rowsPerFile));
        replaceCsv(table, written, dates);
        replace(Zone.GOLD, table, written, dates);
        return written;
    }

    private void replaceCsv(String table, Written written, Collection<LocalDate> dates) {
        Set<CsvName> made = new HashSet<>();
        for (LocalDate date : dates) {
            List<String> staged = csv(written, date);
            for (int i = 0; i < staged.size(); i++) {
                CsvName name = new CsvName(date, staged.size() == 1 ? 0 : i + 1);
                made.add(name);
                moves.add(new Move(staged.get(i), Lake.csv(table, name)));
            }
        }
        // Of an earlier run whose files were more, or larger.
        lake.csv(table).stream()
                .filter(published -> dates.contains(published.date()) && !made.contains(published))
                .forEach(stale -> moves.add(Move.removal(Lake.csv(table, stale))));
    }

    /** The CSV files of a date, in order; a header alone where Spark has written nothing. */
    private List<String> csv(Written written, LocalDate date) {
        String dated = written.path() + "/" + GoldFormat.CSV + "/" + EventDate.folder(date);
        List<String> found = files.list(dated).stream()
                .map(file -> dated + "/" + file.getName())
                .toList();
        return found.isEmpty()
                ? List.of(files.write(
                        dated + ".csv", String.join(",", written.rows().columns()) + "\n"))
                : found;
    }

    /** What was counted of each date while the {@link #gold} of it was written. */
    public Map<LocalDate, GoldFigures> figures(Written gold, Collection<LocalDate> dates) {
        Map<LocalDate, GoldFigures> figures = new TreeMap<>();
        for (LocalDate date : dates) {
            String dated = gold.path() + "/" + GoldFormat.FIGURES + "/" + EventDate.folder(date);
            files.list(dated).stream()
                    .map(file -> files.read(dated + "/" + file.getName(), this::figures))
                    .reduce(GoldFigures::and)
                    .ifPresent(sum -> figures.put(date, sum));
        }
        return figures;
    }

    private GoldFigures figures(Path file) throws IOException {
        try (InputStream in = lake.fileSystem().open(file)) {
            return GoldFigures.JSON.readValue(in, GoldFigures.class);
        }
    }

    /**
     * Adds a text file, or replaces it.
     *
     * @param target relative to the lake
     */
    public void text(String target, String content) {
        moves.add(new Move(files.write(folder + "/" + target, content), target));
    }

    /** Takes a date of a table out of what is published. */
    public void remove(TableDate date) {
        moves.add(Move.removal(date.path()));
    }

    /** Publishes everything that was staged, replacing what was there. */
    public void publish() {
        try {
            publisher.publish(lake.path(folder), moves);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot publish to the lake: " + e.getMessage(), e);
        }
    }

    /** Deletes what was not published. If that fails, the next run does it, and this run ends as it would have. */
    @Override
    public void close() {
        Path staged = lake.path(folder);
        try {
            publisher.discard(staged);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: {}", staged, e.toString());
        }
    }
}
