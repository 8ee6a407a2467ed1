package dev.streamflow.etl.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one run makes of one date, written beside the tables until all of it is there and has passed its checks. Nothing of it
 * is seen by readers before {@link #publish}; see {@link Publisher} for what they see then.
 */
public final class Staging implements AutoCloseable {
    /** The column by which gold is split into dates. */
    public static final String EVENT_DATE = "event_date";

    private static final String FOLDER = "_folder";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final Lake lake;
    private final FileSystem files;
    private final Publisher publisher;
    private final String folder;
    private final List<Move> moves = new ArrayList<>();

    private Staging(Lake lake, String folder) {
        this.lake = lake;
        this.files = lake.fileSystem();
        this.publisher = new Publisher(lake);
        this.folder = folder;
    }

    /** A new folder for this run; what earlier runs left behind is finished or removed. */
    public static Staging begin(LakeLock lock, String run) {
        Lake lake = lock.lake();
        Staging staging = new Staging(lake, lake.staging().getName() + "/" + run);
        try {
            staging.publisher.recover();
            staging.files.mkdirs(lake.path(staging.folder));
            return staging;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + lake.staging() + ": " + e.getMessage(), e);
        }
    }

    /** Writes one date of a table as Parquet. */
    public void parquet(Dataset<Row> rows, Zone zone, String table, LocalDate date) {
        String staged = folder + "/" + Lake.relative(zone, table, date);
        rows.write().parquet(lake.path(staged).toString());
        moves.add(new Move(staged, Lake.relative(zone, table, date)));
    }

    /**
     * Writes dates of a gold table as Parquet.
     *
     * @param rows of these dates, with {@link #EVENT_DATE}
     */
    public void gold(Dataset<Row> rows, String table, Collection<LocalDate> dates) {
        String staged = folder + "/" + Zone.GOLD.folder() + "/" + table;
        String data = lake.path(staged).toString();
        rows.write().partitionBy(EVENT_DATE).parquet(data);
        for (LocalDate date : dates) {
            String dated = staged + "/" + EVENT_DATE + "=" + date;
            if (!exists(dated)) {
                none(rows.drop(EVENT_DATE)).parquet(lake.path(dated).toString());
            }
            moves.add(new Move(dated, Lake.relative(Zone.GOLD, table, date)));
        }
    }

    /** As {@link #gold}, each date as one CSV file: header, RFC 4180 quoting, an empty cell for null, in the order of the rows. */
    public void csv(Dataset<Row> rows, String table, Collection<LocalDate> dates) {
        String staged = folder + "/gold_csv/" + table;
        format(rows.withColumn(FOLDER, col(EVENT_DATE)).write().partitionBy(FOLDER))
                .csv(lake.path(staged).toString());
        for (LocalDate date : dates) {
            String dated = staged + "/" + FOLDER + "=" + date;
            if (!exists(dated)) {
                format(none(rows)).csv(lake.path(dated).toString());
            }
            moves.add(new Move(dated + "/" + onlyFile(dated), Lake.csv(table, date)));
        }
    }

    /** Adds the document of this run to the ledger, where no document is ever replaced: each run has a name of its own. */
    public void ledger(DateReport report) {
        String target = Lake.ledger(report.date(), report.run());
        String staged = folder + "/" + target;
        try (OutputStream out = files.create(lake.path(staged), false)) {
            out.write(JSON.writeValueAsBytes(report));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + staged + ": " + e.getMessage(), e);
        }
        moves.add(new Move(staged, target));
    }

    /** Puts everything that was written in its place, replacing what was there. */
    public void publish() {
        try {
            publisher.publish(lake.path(folder), moves);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot publish to the lake: " + e.getMessage(), e);
        }
    }

    private static DataFrameWriter<Row> format(DataFrameWriter<Row> writer) {
        return writer.option("header", true)
                .option("escape", "\"")
                .option("ignoreLeadingWhiteSpace", false)
                .option("ignoreTrailingWhiteSpace", false)
                .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");
    }

    /** A date without rows is published as well, or readers would go on seeing those of before. */
    private static DataFrameWriter<Row> none(Dataset<Row> rows) {
        return rows.where(lit(false)).coalesce(1).write();
    }

    private boolean exists(String relative) {
        try {
            return files.exists(lake.path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + relative + ": " + e.getMessage(), e);
        }
    }

    private String onlyFile(String written) {
        try {
            for (FileStatus status : files.listStatus(lake.path(written))) {
                if (status.getPath().getName().startsWith("part-")) {
                    return status.getPath().getName();
                }
            }
            throw new IOException("Spark wrote no file");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + written + ": " + e.getMessage(), e);
        }
    }

    /** Removes what was not published. */
    @Override
    public void close() {
        Path staged = lake.path(folder);
        try {
            // What has been begun to be published is for the next run to finish.
            if (!publisher.isPublishing(staged)) {
                publisher.discard(staged);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + staged + ": " + e.getMessage(), e);
        }
    }
}
