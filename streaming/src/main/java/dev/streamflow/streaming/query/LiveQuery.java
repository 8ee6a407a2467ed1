package dev.streamflow.streaming.query;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.streaming.query.LiveStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;

/**
 * Runs a job's query until it is asked to stop: by a signal or by {@link #stop}. It stops between two batches; what a
 * kill interrupts is done again at the next start. While something outside is away the query is started again and
 * again, at most every half minute.
 */
public final class LiveQuery {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

    private final SparkSession spark;
    private final LiveFolder folder;
    private final LiveOptions options;
    private final LiveJob job;
    private final StatusReporter reporter;
    private final Clock clock;
    private volatile boolean stopped;
    private long lastProgress = System.nanoTime();

    /** @param folder taken by the caller, who also frees it */
    public LiveQuery(SparkSession spark, LiveFolder folder, LiveOptions options, LiveJob job, Clock clock) {
        this.spark = spark;
        this.folder = folder;
        this.options = options;
        this.job = job;
        this.clock = clock;
        this.reporter = new StatusReporter(folder, job, clock);
    }

    /** Where Spark keeps the query's offsets and state. */
    public static String checkpoint(LiveFolder folder, LiveOptions options) {
        return options.checkpoint()
                .orElseGet(() -> new Path("file", "", folder.checkpoint().toString()).toString());
    }

    /** Asks the query to stop, as a signal would. */
    public void stop() {
        stopped = true;
    }

    /**
     * Returns when the query has stopped.
     *
     * @return how it was then
     * @throws CommandException if it cannot go on
     */
    public LiveStatus run() {
        job.identity().claim(checkpoint(folder, options), spark.sparkContext().hadoopConfiguration());
        try (GracefulStop signals = GracefulStop.listen();
                StatusServer server = server()) {
            reporter.show(State.STARTING, null);
            if (server != null) {
                System.err.println("Status of " + folder.job() + " at http://" + options.statusHost() + ":"
                        + server.port() + "/health and /metrics");
            }
            spark.streams().addListener(reporter);
            OutageWatch watch = OutageWatch.start(job, reporter);
            try {
                runUntilStopped(signals.request());
            } finally {
                watch.close();
            }
            reporter.show(State.STOPPED, null);
            return reporter.status();
        } catch (Exception e) { // Scala throws checked exceptions without declaring them
            CommandException failure = QueryErrors.named(folder.job(), e);
            reporter.show(State.FAILED, failure.getMessage());
            throw failure;
        } finally {
            spark.streams().removeListener(reporter);
            job.group().ifPresent(GroupOffsets::close);
        }
    }

    private StatusServer server() {
        return options.statusPort()
                .map(port -> StatusServer.start(options.statusHost(), port, new Health(reporter, job.silence(), clock)))
                .orElse(null);
    }

    private void runUntilStopped(StopRequest signal) {
        Duration pause = Duration.ofSeconds(1);
        while (!isStopping(signal)) {
            long before = reporter.status().batch();
            try {
                follow(start(), signal);
            } catch (StreamingQueryException | RuntimeException e) {
                if (!job.isOutage(e)) {
                    throw QueryErrors.named(folder.job(), e);
                }
                pause = reporter.status().batch() > before ? Duration.ofSeconds(1) : pause;
                reporter.show(State.WAITING, QueryErrors.reason(e));
                System.err.println("Warning: " + folder.job() + " waits: " + QueryErrors.reason(e));
                pause(pause, signal);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Ends early when what did not answer does again. */
    private void pause(Duration pause, StopRequest signal) {
        long end = System.nanoTime() + pause.toNanos();
        boolean wasOutage = reporter.isOutage();
        while (!isStopping(signal) && System.nanoTime() < end && (reporter.isOutage() || !wasOutage)) {
            wasOutage |= reporter.isOutage();
            signal.pause(LOOK);
        }
    }

    private boolean isStopping(StopRequest signal) {
        return stopped || signal.isRequested();
    }

    private StreamingQuery start() {
        try {
            StreamingQuery query = job.writer()
                    .queryName(folder.job())
                    .option("checkpointLocation", checkpoint(folder, options))
                    .start();
            reporter.follow(query.runId());
            return query;
        } catch (TimeoutException e) {
            throw QueryErrors.named(folder.job(), e);
        }
    }

    private void follow(StreamingQuery query, StopRequest signal) throws StreamingQueryException {
        try {
            while (!isStopping(signal)) {
                if (query.awaitTermination(LOOK.toMillis())) {
                    return;
                }
                showProgress();
            }
            reporter.show(State.STOPPING, null);
            if (!job.stopsWithinBatch()) {
                awaitEndOfBatch(query);
            }
        } finally {
            stop(query);
        }
    }

    private void showProgress() {
        if (!reporter.isOutage() && System.nanoTime() - lastProgress >= PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            job.progress().ifPresent(reporter::show);
        }
    }

    /** Until no batch runs, or another one has just begun. */
    private static void awaitEndOfBatch(StreamingQuery query) throws StreamingQueryException {
        long batch = lastBatch(query);
        long end = System.nanoTime() + GracefulStop.PATIENCE.toNanos() * 3 / 4;
        while (query.status().isTriggerActive() && lastBatch(query) == batch && System.nanoTime() < end) {
            if (query.awaitTermination(5)) {
                return;
            }
        }
    }

    private static long lastBatch(StreamingQuery query) {
        return query.lastProgress() == null ? -1 : query.lastProgress().batchId();
    }

    private void stop(StreamingQuery query) {
        try {
            query.stop();
        } catch (TimeoutException e) {
            throw QueryErrors.named(folder.job(), e);
        }
    }
}
