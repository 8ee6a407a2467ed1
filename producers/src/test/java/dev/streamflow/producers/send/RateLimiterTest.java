package dev.streamflow.producers.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.streamflow.cli.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a clock that moves only when somebody is parked, so that a busy machine makes no difference. */
class RateLimiterTest {
    private static final double MILLI = 0.001;

    private final StandingClock clock = new StandingClock();

    @ParameterizedTest
    @CsvSource({"500/s, 1001, 2.0", "20000/s, 30001, 1.5", "60000/m, 1501, 1.5", "1/m, 3, 120"})
    void eachEventWaitsForItsMoment(String rate, int events, double seconds) {
        pass(new RateLimiter(Rate.parse(rate), clock), events);

        assertThat(clock.seconds()).isCloseTo(seconds, within(MILLI));
    }

    @Test
    void aShortDelayIsCaughtUp() {
        RateLimiter limiter = new RateLimiter(Rate.parse("1000/s"), clock);
        pass(limiter, 500);
        clock.park(Duration.ofMillis(90).toNanos());
        pass(limiter, 501);

        assertThat(clock.seconds()).isCloseTo(1.0, within(MILLI));
    }

    @Test
    void ofAStallATenthOfASecondIsCaughtUp() {
        RateLimiter limiter = new RateLimiter(Rate.parse("1000/s"), clock);
        pass(limiter, 500);
        clock.park(Duration.ofSeconds(10).toNanos());
        pass(limiter, 501);

        assertThat(clock.seconds()).isCloseTo(1.0 + 10 - 0.1, within(2 * MILLI));
    }

    @Test
    void withoutARateNobodyWaits() {
        RateLimiter limiter = new RateLimiter(null, clock);
        pass(limiter, 1000);

        assertThat(limiter.isLimited()).isFalse();
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void whoIsToStopDoesNotWait() {
        RateLimiter limiter = new RateLimiter(Rate.parse("1/m"), clock);
        for (int i = 0; i < 100; i++) {
            limiter.await(() -> true);
        }

        assertThat(clock.nanos()).isZero();
    }

    private static void pass(RateLimiter limiter, int events) {
        for (int i = 0; i < events; i++) {
            limiter.await(() -> false);
        }
    }

    private static final class StandingClock implements RateLimiter.Clock {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void park(long more) {
            nanos += more;
        }

        double seconds() {
            return nanos / 1e9;
        }
    }
}
