package dev.streamflow.streaming.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.csv.CsvDialect;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.streaming.LiveTestOptions;
import dev.streamflow.streaming.load.files.Folders;
import dev.streamflow.streaming.load.files.Intake;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.load.table.TableSetup;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveQuery;
import dev.streamflow.streaming.query.LiveStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/** A load that runs in this JVM for as long as this is open. */
final class LoadRun implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LiveFolder folder;
    private final LiveQuery query;
    private final IntakeThread intake;
    private final DatabaseProbe probe;
    private final CompletableFuture<LiveStatus> run;
    final LoadJob job;

    LoadRun(Path root, Database database, EventSchema schema) {
        this(root.resolve("live"), root.resolve("in"), database, schema);
    }

    LoadRun(Path live, Path input, Database database, EventSchema schema, String... options) {
        Folders folders = Folders.make(input);
        Intake files = new Intake(folders, Duration.ofMillis(200), System::nanoTime);
        EventTable table = EventTable.of(schema);
        SparkSession spark = LiveTestOptions.spark();
        this.probe = new DatabaseProbe(database);
        this.job = new LoadJob(
                spark,
                schema,
                table,
                CsvDialect.USUAL,
                folders,
                new Target(database, probe, new TableSetup(schema, table)),
                files,
                Duration.ofMillis(100));
        this.folder = LiveFolder.open(live, LoadJob.NAME);
        this.query = new LiveQuery(spark, folder, LiveTestOptions.in(live, options), job, Clock.systemUTC());
        this.intake = IntakeThread.start(files);
        this.run = CompletableFuture.supplyAsync(query::run);
    }

    /** A database that somebody else keeps running. */
    private record Target(Database database, DatabaseProbe probe, TableSetup setup) implements LoadTarget {
        @Override
        public void prepare() {
            try (Connection connection = database.connect()) {
                setup.apply(connection);
            } catch (SQLException e) {
                throw new UnavailableException(e.getMessage(), e);
            }
        }

        @Override
        public Optional<String> outage() {
            return probe.outage();
        }
    }

    /** Waits until something holds, as long as the load runs. */
    LoadRun until(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (run.isDone()) {
                run.join();
            }
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(50);
        }
        return this;
    }

    /** Waits until so many files were loaded, known or refused, as long as they become more. */
    LoadRun untilFiles(long count) throws Exception {
        for (long seen = files(); seen < count; seen = files()) {
            long before = seen;
            until(() -> files() > before);
        }
        return this;
    }

    private long files() {
        return number("files") + number("filesKnown") + number("filesRefused");
    }

    long number(String figure) {
        return ((Number) job.figures().get(figure)).longValue();
    }

    @Override
    public void close() {
        query.stop();
        try {
            run.orTimeout(2, TimeUnit.MINUTES).join();
        } finally {
            intake.close();
            probe.close();
            folder.close();
        }
    }
}
