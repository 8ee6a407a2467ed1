package dev.streamflow.streaming.load;

import dev.streamflow.streaming.load.files.Intake;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks through the folder every second. */
final class IntakeThread implements AutoCloseable {
    private static final long EVERY_MILLIS = 1_000;
    private static final long PATIENCE_SECONDS = 10;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "intake");
        made.setDaemon(true);
        return made;
    });
    private final Intake intake;
    private String last = "";

    private IntakeThread(Intake intake) {
        this.intake = intake;
    }

    static IntakeThread start(Intake intake) {
        IntakeThread made = new IntakeThread(intake);
        made.thread.scheduleWithFixedDelay(made::scan, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return made;
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
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
