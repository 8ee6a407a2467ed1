package dev.streamflow.etl.lake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Lets one run at a time change a lake, because a date's trailing columns read what other dates have published. It is a
 * file lock on a local file system, and a {@link Lease} elsewhere.
 */
public final class LakeLock implements AutoCloseable {
    /** File locks are held by processes; these exclude the threads of one. */
    private static final Map<String, Semaphore> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Lake lake;
    private final Semaphore turn;
    private final ExclusiveLock lock;

    private LakeLock(Lake lake, Semaphore turn, ExclusiveLock lock) {
        this.lake = lake;
        this.turn = turn;
        this.lock = lock;
    }

    /**
     * Waits for the runs of this process and, if the lake is on a local file system, of this machine.
     *
     * @param run for the message that others get
     * @throws dev.streamflow.cli.NotReadyException if the lake is elsewhere and a run of another process is at work on
     *     it
     */
    public static LakeLock take(Lake lake, String run) {
        Semaphore turn = IN_THIS_PROCESS.computeIfAbsent(lake.qualified("_lock"), path -> new Semaphore(1));
        turn.acquireUninterruptibly();
        try {
            return new LakeLock(lake, turn, lock(lake, run));
        } catch (RuntimeException e) {
            turn.release();
            throw e;
        }
    }

    private static ExclusiveLock lock(Lake lake, String run) {
        return lake.local()
                .<ExclusiveLock>map(folder -> LocalFileLock.take(folder.resolve("_lock"), run))
                .orElseGet(() -> Lease.take(lake, run, Lease.Timing.USUAL));
    }

    public Lake lake() {
        return lake;
    }

    /** As {@link ExclusiveLock#requireHeld}. */
    void requireHeld() {
        lock.requireHeld();
    }

    @Override
    public void close() {
        try {
            lock.close();
        } finally {
            turn.release();
        }
    }
}
