package dev.streamflow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampLimitsTest {
    private static final long NOW = Instant.parse("2026-02-01T12:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    @Test
    void whatIsCloseToTheLimitCountsAsBeyondIt() {
        TimestampLimits hour = new TimestampLimits(Long.MAX_VALUE, HOUR);

        assertThat(hour.take(NOW + HOUR / 2, NOW)).isTrue();
        assertThat(hour.take(NOW + HOUR - 1, NOW)).isFalse();
        assertThat(hour.take(0, NOW)).isTrue();
        assertThat(new TimestampLimits(HOUR, Long.MAX_VALUE).take(NOW - HOUR - 1, NOW))
                .isFalse();
        assertThat(new TimestampLimits(0, 0).take(NOW, NOW)).isTrue();
        assertThat(TimestampLimits.NONE.take(Long.MAX_VALUE / 1000, NOW)).isTrue();
    }

    @Test
    void itReadsAsPeopleSayIt() {
        assertThat(new TimestampLimits(Long.MAX_VALUE, HOUR)).hasToString("up to 1h ahead");
        assertThat(new TimestampLimits(24 * HOUR, HOUR / 2)).hasToString("up to 24h ago and up to 30m ahead");
    }
}
