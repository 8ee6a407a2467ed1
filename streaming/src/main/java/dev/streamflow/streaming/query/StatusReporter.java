package dev.streamflow.streaming.query;

import dev.streamflow.streaming.query.LiveStatus.State;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/**
 * Tells people how a query is: a JSON line for each batch on standard error, {@code status.json}, and the offsets of
 * its group.
 */
final class StatusReporter extends StreamingQueryListener {
    private static final String FILE = "status.json";

    private final LiveFolder folder;
    private final LiveJob job;
    private final Clock clock;
    private volatile LiveStatus status;
    private volatile UUID run;
    private volatile Instant heard;
    private volatile String outage;

    StatusReporter(LiveFolder folder, LiveJob job, Clock clock) {
        this.folder = folder;
        this.job = job;
        this.clock = clock;
        this.heard = clock.instant();
        this.status = LiveStatus.starting(folder.job(), heard);
    }

    /** How the query is: one that runs while what it needs does not answer waits. */
    LiveStatus status() {
        LiveStatus now = status;
        String reason = outage;
        return reason == null || !now.state().isAtWork() ? now : now.is(State.WAITING, reason, now.updated());
    }

    /** When the query was last heard of: that it had finished a batch, or had nothing to do. */
    Instant heard() {
        return heard;
    }

    /** A new run of the query, which alone is listened to from now on. */
    void follow(UUID started) {
        run = started;
    }

    synchronized void show(State state, String reason) {
        heard = clock.instant();
        status = status.is(state, reason, heard);
        write();
    }

    /** Whether what the query needs does not answer. */
    boolean isOutage() {
        return outage != null;
    }

    /** @param reason why what the query needs does not answer; null where it does */
    void showOutage(String reason) {
        boolean isNew = (reason == null) != (outage == null);
        outage = reason;
        if (isNew && status.state().isAtWork()) {
            System.err.println(
                    reason == null ? folder.job() + " goes on" : "Warning: " + folder.job() + " waits: " + reason);
            write();
        }
    }

    private synchronized void write() {
        folder.write(FILE, LiveJson.of(status()) + "\n");
    }

    /** Between the ends of two batches. */
    synchronized void show(LiveProgress progress) {
        heard = clock.instant();
        status = status.with(progress, heard);
        write();
        job.group().ifPresent(group -> group.commit(progress.next()));
    }

    @Override
    public void onQueryStarted(QueryStartedEvent event) {
        // The query's name is shown by its first batch.
    }

    @Override
    public void onQueryProgress(QueryProgressEvent event) {
        if (event.progress().runId().equals(run)) {
            finished(event.progress());
        }
    }

    @Override
    public void onQueryIdle(QueryIdleEvent event) {
        if (event.runId().equals(run)) {
            State state = status.state();
            show(state == State.STOPPING ? state : State.RUNNING, null);
        }
    }

    @Override
    public void onQueryTerminated(QueryTerminatedEvent event) {
        // Whoever runs the query hears of it first.
    }

    private synchronized void finished(StreamingQueryProgress batch) {
        heard = clock.instant();
        Map<String, Object> figures = job.figures(batch);
        State state = status.state() == State.STOPPING ? State.STOPPING : State.RUNNING;
        status = new LiveStatus(
                folder.job(),
                state,
                batch.batchId(),
                rate(batch.inputRowsPerSecond()),
                rate(batch.processedRowsPerSecond()),
                job.newestEvent(batch),
                instant(batch.eventTime().get("watermark")),
                GroupOffsets.lag(batch),
                heard,
                null,
                figures);
        System.err.println(LiveJson.of(status));
        write();
        job.group().ifPresent(group -> group.commit(batch));
    }

    /** Spark divides by the milliseconds since the batch before, of which the first has none. */
    private static double rate(double perSecond) {
        return Double.isFinite(perSecond) ? Math.round(perSecond * 10) / 10.0 : 0;
    }

    static Instant instant(String time) {
        try {
            return time == null ? null : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
