package dev.streamflow.dashboard.engine;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for something new every so often, and tells of it. What cannot be read leaves what was seen last, and is told
 * as trouble.
 */
public final class Watcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final String failure;
    private final Look look;
    private final Supplier<?> seen;
    private final String start = UUID.randomUUID().toString();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watch");
        thread.setDaemon(true);
        return thread;
    });

    private volatile String trouble;
    private volatile boolean ready;
    private volatile long changes;
    private Object last;
    private boolean closed;

    /** One look at the files. */
    public interface Look {
        void look() throws IOException, SQLException;
    }

    /**
     * A watcher that has not looked yet.
     *
     * @param failure the beginning of a sentence whose end is why a look has failed
     * @param seen what the looks have found; where it equals what it was after the look before, nothing has changed
     */
    public Watcher(String failure, Look look, Supplier<?> seen) {
        this.failure = failure;
        this.look = look;
        this.seen = seen;
    }

    /** Looks now and then every so often. */
    @SuppressWarnings("FutureReturnValueIgnored") // It runs until it is closed.
    public void start(Duration every) {
        clock.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once. */
    public synchronized void look() {
        if (closed) {
            return;
        }
        String found = null;
        try {
            look.look();
        } catch (IOException | SQLException | RuntimeException e) {
            found = failure + ": " + e.getMessage();
            if (!found.equals(trouble)) {
                LOG.warn(found, e);
            }
        }
        Object now = seen.get();
        boolean changed = !Objects.equals(found, trouble) || !now.equals(last);
        last = now;
        trouble = found;
        ready = true;
        if (changed) {
            changes++;
            listeners.forEach(Runnable::run);
        }
    }

    /** Why the newest cannot be read; empty while all is well. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether it has looked at all. */
    public boolean isReady() {
        return ready;
    }

    /** Another text after each change, and after each start. */
    public String version() {
        return start + "-" + changes;
    }

    /** Tells of each change, in the thread that has seen it. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Once this has returned, nobody looks any more. */
    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            closed = true;
        }
    }
}
