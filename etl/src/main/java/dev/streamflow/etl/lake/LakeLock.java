package dev.streamflow.etl.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One run at a time changes a lake: a date's trailing columns read what other dates have published, and what lies in staging
 * belongs to nobody else. The operating system lets go of the lock when its process dies, however it dies.
 *
 * <p>Only for a lake on this machine's file system; elsewhere an orchestrator sees that runs do not overlap.
 */
public final class LakeLock implements AutoCloseable {
    /** The operating system's locks are those of a process; this is for its threads. */
    private static final Map<String, Semaphore> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Lake lake;
    private final Semaphore turn;
    private final Optional<FileChannel> channel;

    private LakeLock(Lake lake, Semaphore turn, Optional<FileChannel> channel) {
        this.lake = lake;
        this.turn = turn;
        this.channel = channel;
    }

    /** Waits for its turn. */
    public static LakeLock take(Lake lake) {
        Optional<Path> file = lake.local().map(folder -> folder.resolve("_lock"));
        Semaphore turn = IN_THIS_PROCESS.computeIfAbsent(lake.qualified("_lock"), path -> new Semaphore(1));
        turn.acquireUninterruptibly();
        try {
            return new LakeLock(lake, turn, file.map(LakeLock::open));
        } catch (UncheckedIOException e) {
            turn.release();
            throw e;
        }
    }

    Lake lake() {
        return lake;
    }

    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            // Closing a file lets go of its lock.
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unlock the lake: " + e.getMessage(), e);
        } finally {
            turn.release();
        }
    }
}
