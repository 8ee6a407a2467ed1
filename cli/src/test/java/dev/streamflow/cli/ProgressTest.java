package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void withoutATerminalItIsALineEveryTenSeconds() {
        try (var progress = new Progress("landing", 2_000_000, null, err(), clock::get)) {
            for (int second = 1; second <= 25; second++) {
                clock.addAndGet(Duration.ofSeconds(1).toNanos());
                progress.advanceTo(second * 50_000L);
            }
        }
        assertThat(printed.toString(UTF_8).lines())
                .containsExactly("landing: 500,000 of 2,000,000", "landing: 1,000,000 of 2,000,000");
    }

    @Test
    void aLongSilenceIsFollowedByOneLineOnly() {
        try (var progress = new Progress("reading", -1, null, err(), clock::get)) {
            clock.set(Duration.ofMinutes(5).toNanos());
            progress.advanceTo(1);
            progress.advanceTo(2);
        }
        assertThat(printed.toString(UTF_8).lines()).containsExactly("reading: 1");
    }

    private PrintStream err() {
        return new PrintStream(printed, true, UTF_8);
    }
}
