package dev.streamflow.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C as a polite request: the command sees it at its next step, finishes what must be whole, and closes this; only
 * then does the JVM end. A command that takes longer than the patience given is ended all the same.
 */
public final class StopRequest implements AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private StopRequest(Duration patience) {
        this.hook = new Thread(() -> stop(patience), "stop-request");
    }

    /** Listens from now on, until closed. */
    public static StopRequest listen(Duration patience) {
        StopRequest request = new StopRequest(patience);
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    public boolean isRequested() {
        return requested;
    }

    /** As the signal would; for a command that runs within another program. */
    public void request() {
        requested = true;
    }

    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void stop(Duration patience) {
        requested = true;
        try {
            boolean done = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!done) {
                System.err.println("Cannot stop politely: still busy after " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
