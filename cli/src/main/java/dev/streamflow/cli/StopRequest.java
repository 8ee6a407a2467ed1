package dev.streamflow.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C as a polite request: the command sees it at its next step, finishes what must be whole, prints its
 * result and closes this; only then does the JVM end, with 128 + the signal. A command that takes longer than the
 * patience given is ended all the same. Use it in a try-with-resources statement: while it is open, the JVM waits for
 * it, and then for what {@link Program} has to say of it.
 */
public final class StopRequest implements AutoCloseable {
    /** How long a shutdown waits for the final error line. */
    private static final Duration FINAL_LINE_PATIENCE = Duration.ofSeconds(10);

    private static volatile CountDownLatch finalLine = new CountDownLatch(0);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private StopRequest(Duration patience) {
        this.hook = new Thread(() -> stop(patience), "stop-request");
    }

    /** Listens from now on, until closed. */
    public static StopRequest listen(Duration patience) {
        StopRequest request = new StopRequest(patience);
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    /**
     * Makes a shutdown wait for {@link #finalLinePrinted}: a failure is printed after its command's request is closed.
     */
    static void awaitFinalLine() {
        finalLine = new CountDownLatch(1);
    }

    /** Releases a shutdown that is waiting for the final error line. */
    static void finalLinePrinted() {
        finalLine.countDown();
    }

    /** Whether the JVM was asked to end, by a signal or by itself: much of what is begun from then on fails. */
    static boolean jvmIsEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Waits for that long, but not beyond the request: the pause of a command that paces itself.
     *
     * @return as {@link #isRequested}
     */
    public boolean pause(Duration duration) {
        try {
            return requested.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            request();
            return true;
        }
    }

    /** As the signal would; for a command that runs within another program. */
    public void request() {
        requested.countDown();
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook with it: it has just been told that it need not wait.
            request();
        }
    }

    private void stop(Duration patience) {
        request();
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("Cannot stop politely: still busy after " + patience.toSeconds() + " s");
            } else if (!finalLine.await(FINAL_LINE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("Stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
