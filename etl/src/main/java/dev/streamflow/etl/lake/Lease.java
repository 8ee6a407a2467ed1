package dev.streamflow.etl.lake;

import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.etl.lake.LeaseFiles.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a lake on a file system of several machines, which has no locks. Its owner says every few seconds
 * that it is alive; one that has not for a while is dead, and the next run takes over with a lease of the next number.
 * An owner that was only asleep finds a higher number than its own and does not publish. Ages are differences between
 * times that the file system gave, so the machines' clocks do not matter.
 */
final class Lease implements ExclusiveLock {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /**
     * @param heartbeat how often its owner says that it is alive
     * @param limit after which an owner that did not is dead
     */
    record Timing(Duration heartbeat, Duration limit) {
        /** The limit outlasts a long garbage collection and the failover of a NameNode. */
        static final Timing USUAL = new Timing(Duration.ofSeconds(15), Duration.ofMinutes(3));
    }

    private final Lake lake;
    private final LeaseFiles files;
    private final Found lease;
    private final ScheduledExecutorService heart;

    private Lease(Lake lake, LeaseFiles files, Found lease, Timing timing) {
        this.lake = lake;
        this.files = files;
        this.lease = lease;
        this.heart = Executors.newSingleThreadScheduledExecutor(beat -> {
            Thread thread = new Thread(beat, "lease-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        long millis = timing.heartbeat().toMillis();
        var unused = heart.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** @throws NotReadyException if another run has it and is alive */
    static Lease take(Lake lake, String run, Timing timing) {
        LeaseFiles files = new LeaseFiles(lake);
        try {
            List<Found> others = files.all();
            Optional<Found> before = others.isEmpty() ? Optional.empty() : Optional.of(others.get(others.size() - 1));
            if (before.isPresent()) {
                Duration age = requireDead(lake, files, before.get(), timing);
                LOG.warn(
                        "Taking {} over from {}, not heard of for {} s",
                        lake,
                        before.get().owner(),
                        age.toSeconds());
            }
            int number = 1 + before.map(Found::number).orElse(0);
            Found lease = new Found(number, LeaseOwner.here(run, timing.limit()));
            if (!files.create(number, lease.owner())) {
                throw busy(lake, "another run", Duration.ZERO, timing.limit());
            }
            if (before.isPresent()) {
                standBack(lake, files, before.get(), lease, timing);
            }
            return new Lease(lake, files, lease, timing);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + lake + ": " + e.getMessage(), e);
        }
    }

    private static Duration requireDead(Lake lake, LeaseFiles files, Found lease, Timing timing) throws IOException {
        Duration age = files.age(lease);
        Duration limit = lease.owner().limit().orElse(timing.limit());
        if (age.compareTo(limit) <= 0) {
            throw busy(lake, lease.owner().toString(), age, limit);
        }
        return age;
    }

    /**
     * The owner before may have woken up while this run took over. It beats before it looks, this run looks after it
     * took.
     */
    private static void standBack(Lake lake, LeaseFiles files, Found before, Found mine, Timing timing)
            throws IOException {
        try {
            requireDead(lake, files, before, timing);
        } catch (NotReadyException e) {
            files.delete(mine);
            throw e;
        }
    }

    private static NotReadyException busy(Lake lake, String who, Duration age, Duration limit) {
        return new NotReadyException(
                "Cannot change the lake " + lake + ": " + who + " is at work on it, heard of " + age.toSeconds()
                        + " s ago",
                "Run it again when that one has ended. If it is dead, the next run takes over " + limit.toSeconds()
                        + " s after it was last heard of.");
    }

    private void beat() {
        try {
            files.renew(lease);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot renew the lease of {}: {}", lake, e.toString());
        }
    }

    @Override
    public void requireHeld() {
        try {
            files.renew(lease);
            if (!isHighest()) {
                throw new OperationFailedException(
                        "Cannot publish to " + lake + ": another run has taken over, since this one was not heard of"
                                + " for too long",
                        "Run it again when the other one has ended.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the lease of " + lake + ": " + e.getMessage(), e);
        }
    }

    private boolean isHighest() throws IOException {
        List<Found> all = files.all();
        return !all.isEmpty() && all.get(all.size() - 1).equals(lease);
    }

    /** Deletes the lease, and those it took over, unless it was lost to another run. */
    @Override
    public void close() {
        heart.shutdown();
        try {
            heart.awaitTermination(1, TimeUnit.MINUTES);
            if (isHighest()) {
                files.deleteThrough(lease.number());
            } else {
                files.deleteBeat(lease);
            }
        } catch (IOException e) {
            LOG.warn("Cannot give back the lease of {}: {}", lake, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
