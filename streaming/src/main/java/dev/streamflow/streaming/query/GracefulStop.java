package dev.streamflow.streaming.query;

import dev.streamflow.cli.StopRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * SIGTERM and Ctrl-C as a request to stop at the end of a batch. Spark ends itself on the same signal; a hook in front
 * of its own holds it back until this is closed.
 */
final class GracefulStop implements AutoCloseable {
    /** Longer than a batch should take; what it interrupts is done again at the next start. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StopRequest request = StopRequest.listen(PATIENCE);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable hook = this::awaitFinished;

    private GracefulStop() {}

    static GracefulStop listen() {
        GracefulStop stop = new GracefulStop();
        ShutdownHookManager.get().addShutdownHook(stop.hook, Integer.MAX_VALUE, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return stop;
    }

    StopRequest request() {
        return request;
    }

    private void awaitFinished() {
        try {
            finished.await();
        } catch (InterruptedException e) {
            // Its time is over.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        request.close();
        try {
            ShutdownHookManager.get().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook with it.
            request.request();
        }
    }
}
