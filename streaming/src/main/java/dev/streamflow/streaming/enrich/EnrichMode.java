package dev.streamflow.streaming.enrich;

import dev.streamflow.cli.UsageException;
import java.time.Duration;
import org.apache.spark.sql.streaming.Trigger;

/** How records pass through Spark. */
enum EnrichMode {
    /** Each as soon as it is there; a batch only ends to note its offsets. */
    REALTIME(Duration.ofMinutes(5)) {
        @Override
        Trigger trigger(Duration interval) {
            if (interval.compareTo(SHORTEST) < 0) {
                throw new UsageException(
                        "Cannot note offsets every " + interval.toMillis() + " ms in real time: Spark takes "
                                + SHORTEST.toSeconds() + " s and more",
                        "Each time is a pause of some hundred milliseconds; --mode microbatch has shorter batches.");
            }
            return Trigger.RealTime(interval.toMillis());
        }
    },
    /** Those that have come together, one batch after the other. */
    MICROBATCH(Duration.ofSeconds(1)) {
        @Override
        Trigger trigger(Duration interval) {
            return Trigger.ProcessingTime(interval.toMillis());
        }
    };

    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final Duration usual;

    EnrichMode(Duration usual) {
        this.usual = usual;
    }

    /** How often a batch begins where nothing is said. */
    Duration usual() {
        return usual;
    }

    abstract Trigger trigger(Duration interval);
}
