package dev.streamflow.streaming.load;

import dev.streamflow.csv.CsvDialect;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.streaming.load.FileOutcome.State;
import dev.streamflow.streaming.load.files.AcceptedFiles;
import dev.streamflow.streaming.load.files.Folders;
import dev.streamflow.streaming.load.files.Intake;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.query.LiveJob;
import dev.streamflow.streaming.query.QueryIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/**
 * The query that loads accepted files. Its checkpoint says which files a batch has; what was loaded the database alone
 * says.
 */
final class LoadJob implements LiveJob {
    static final String NAME = "load";

    private static final int FILES_PER_BATCH = 200;

    private final SparkSession spark;
    private final EventSchema schema;
    private final EventTable table;
    private final CsvDialect dialect;
    private final Folders folders;
    private final LoadTarget target;
    private final Intake intake;
    private final Duration trigger;
    private final LoadFigures figures = new LoadFigures();

    LoadJob(
            SparkSession spark,
            EventSchema schema,
            EventTable table,
            CsvDialect dialect,
            Folders folders,
            LoadTarget target,
            Intake intake,
            Duration trigger) {
        this.spark = spark;
        this.schema = schema;
        this.table = table;
        this.dialect = dialect;
        this.folders = folders;
        this.target = target;
        this.intake = intake;
        this.trigger = trigger;
    }

    /** Not the schema: another one may load the files that are left, and the table says whether it fits. */
    @Override
    public QueryIdentity identity() {
        return QueryIdentity.of(NAME)
                .with("table", table.name(), "Give the load into another table a folder of its own with --live.")
                .with("input", folders.input(), "Give the load of another folder one of its own with --live.");
    }

    @Override
    public DataStreamWriter<Row> writer() {
        target.prepare();
        return AcceptedFiles.load(spark, schema, dialect, folders, FILES_PER_BATCH)
                .writeStream()
                .trigger(Trigger.ProcessingTime(trigger.toMillis()))
                .foreachBatch((rows, batch) -> {
                    load(rows);
                });
    }

    private void load(Dataset<Row> rows) {
        FileLoads loads = FileLoads.of(target.database(), schema, table, folders, rows.schema());
        List<FileOutcome> outcomes =
                rows.queryExecution().toRdd().toJavaRDD().mapPartitions(loads).collect();
        figures.add(outcomes).forEach(LoadJob::warn);
        outcomes.stream()
                .filter(outcome -> outcome.state() == State.UNAVAILABLE)
                .findFirst()
                .ifPresent(outcome -> {
                    throw new UnavailableException(outcome.reason());
                });
    }

    private static void warn(FileOutcome outcome) {
        switch (outcome.state()) {
            case REFUSED -> System.err.println("Warning: " + outcome.name() + " is refused: " + outcome.reason());
            case CHANGED ->
                System.err.println("Warning: " + outcome.name() + " goes back to wait: " + outcome.reason());
            case MISSING ->
                System.err.println("Warning: " + outcome.file()
                        + " was taken out of accepted/ before it was loaded, and is not in the database");
            case LOADED -> {
                if (outcome.quarantined() > 0) {
                    System.err.println("Warning: " + outcome.quarantined() + " of " + outcome.rows() + " rows of "
                            + outcome.name() + " are in quarantine");
                }
            }
            default -> {}
        }
    }

    @Override
    public Map<String, Object> figures(StreamingQueryProgress batch) {
        return figures();
    }

    Map<String, Object> figures() {
        Map<String, Object> all = new LinkedHashMap<>(figures.map());
        all.put("filesWaiting", intake.waiting());
        if (!intake.unreadable().isEmpty()) {
            all.put("filesUnreadable", intake.unreadable());
        }
        return all;
    }

    @Override
    public Optional<String> outage() {
        return target.outage();
    }

    @Override
    public boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnavailableException) {
                return true;
            }
        }
        return false;
    }
}
