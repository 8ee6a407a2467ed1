package dev.streamflow.producers.send;

import dev.streamflow.cli.Rate;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets events pass at a steady rate: each has its moment, and whoever is early is parked. After a stall at most a tenth of a second is caught up. */
public final class Pace {
    private static final long MOST_PARKED_NANOS = Duration.ofMillis(50).toNanos();
    private static final long MOST_BEHIND_NANOS = Duration.ofMillis(100).toNanos();

    private final double nanosPerEvent;
    private double next = System.nanoTime();

    private Pace(double nanosPerEvent) {
        this.nanosPerEvent = nanosPerEvent;
    }

    /** @param rate {@code null} for as fast as it goes */
    public static Pace of(Rate rate) {
        return new Pace(rate == null ? 0 : Duration.ofSeconds(1).toNanos() / rate.perSecond());
    }

    /** Whether events wait at all. */
    public boolean isLimited() {
        return nanosPerEvent > 0;
    }

    /** Waits until the next event may pass, or {@code stop} holds. */
    public void await(BooleanSupplier stop) {
        if (!isLimited()) {
            return;
        }
        long early = (long) next - System.nanoTime();
        while (early > 0 && !stop.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(early, MOST_PARKED_NANOS));
            early = (long) next - System.nanoTime();
        }
        next = Math.max(next, (double) System.nanoTime() - MOST_BEHIND_NANOS) + nanosPerEvent;
    }
}
