package dev.streamflow.streaming.query;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a job every few seconds whether what it needs answers, in a thread of its own. Spark itself tries for minutes
 * before a query fails, and a query that has nothing to do notices nothing.
 */
final class OutageWatch {
    private static final long EVERY_MILLIS = Duration.ofSeconds(2).toMillis();
    /** Longer than an answer may take. */
    private static final long PATIENCE_MILLIS = Duration.ofSeconds(30).toMillis();

    private final LiveJob job;
    private final StatusReporter status;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "outage-watch");

    private OutageWatch(LiveJob job, StatusReporter status) {
        this.job = job;
        this.status = status;
    }

    static OutageWatch start(LiveJob job, StatusReporter status) {
        OutageWatch watch = new OutageWatch(job, status);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                status.showOutage(job.outage().orElse(null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
