package dev.streamflow.streaming.load;

import dev.streamflow.streaming.load.files.Intake;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks through the folder every second. */
final class IntakeThread implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Intake intake;
    private final Thread thread = new Thread(this::run, "intake");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private String last = "";

    private IntakeThread(Intake intake) {
        this.intake = intake;
    }

    static IntakeThread start(Intake intake) {
        IntakeThread started = new IntakeThread(intake);
        started.thread.setDaemon(true);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            do {
                scan();
            } while (!stopped.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says what is wrong once, and goes on: a folder may come back. */
    private void scan() {
        String now;
        try {
            intake.scan();
            now = intake.unreadable().isEmpty() ? "" : "cannot read " + intake.unreadable();
        } catch (IOException | RuntimeException e) {
            now = "cannot watch the folder: " + e;
        }
        if (!now.equals(last) && !now.isEmpty()) {
            System.err.println("Warning: " + now);
        }
        last = now;
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
