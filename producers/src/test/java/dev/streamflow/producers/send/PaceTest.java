package dev.streamflow.producers.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    /** Never faster; a machine that is busy may make it slower, since no stall of more than a tenth of a second is caught up. */
    @ParameterizedTest
    @CsvSource({"2000/s, 4000, 2.0", "5000/s, 10000, 2.0", "20000/s, 30000, 1.5", "60000/m, 1500, 1.5"})
    void aRateIsKeptOverThousandsOfEvents(String rate, int events, double seconds) {
        long started = System.nanoTime();
        Pace pace = Pace.of(Rate.parse(rate));
        for (int i = 0; i < events; i++) {
            pace.await(() -> false);
        }
        double took = (System.nanoTime() - started) / 1e9;

        assertThat(took).isBetween(seconds * 0.98, seconds * 1.25);
    }

    @Test
    void whoIsToStopDoesNotWait() {
        long started = System.nanoTime();
        Pace pace = Pace.of(Rate.parse("1/m"));
        for (int i = 0; i < 100; i++) {
            pace.await(() -> true);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }
}
