package dev.streamflow.producers.send;

import dev.streamflow.cli.Rate;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets events pass at a steady rate: a caller that is early waits. After a stall it catches up on at most a tenth of a
 * second.
 */
public final class RateLimiter {
    private static final long MOST_PARKED_NANOS = Duration.ofMillis(50).toNanos();
    private static final long MOST_BEHIND_NANOS = Duration.ofMillis(100).toNanos();

    private final Clock clock;
    private final double nanosPerEvent;
    private double next;

    /** Time as it passes for the thread that sends. */
    interface Clock {
        long nanos();

        void park(long nanos);
    }

    private enum SystemClock implements Clock {
        INSTANCE;

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    }

    RateLimiter(Rate rate, Clock clock) {
        this.clock = clock;
        this.nanosPerEvent = rate == null ? 0 : Duration.ofSeconds(1).toNanos() / rate.perSecond();
        this.next = clock.nanos();
    }

    /** @param rate {@code null} for as fast as it goes */
    public static RateLimiter of(Rate rate) {
        return new RateLimiter(rate, SystemClock.INSTANCE);
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
        long early = (long) next - clock.nanos();
        while (early > 0 && !stop.getAsBoolean()) {
            clock.park(Math.min(early, MOST_PARKED_NANOS));
            early = (long) next - clock.nanos();
        }
        next = Math.max(next, (double) clock.nanos() - MOST_BEHIND_NANOS) + nanosPerEvent;
    }
}
