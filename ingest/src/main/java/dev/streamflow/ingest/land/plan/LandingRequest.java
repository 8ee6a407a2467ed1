package dev.streamflow.ingest.land.plan;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.NotReadyException;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Keep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is to be landed.
 *
 * @param keep what of a record is kept beside its value
 * @param from records before it are left out of a partition's first plan
 * @param through the end of the window that must be complete
 * @param lateness how long after the window its last records may arrive
 * @param transactionWait with {@code through}: how long to wait for the transactions that are open at the start
 * @param maxRecords at most so many offsets
 * @param maxDuration no new plan after it
 * @param acceptLoss whether offsets that are gone are recorded and skipped
 * @param parameters the flags, for people who read the plan
 */
public record LandingRequest(
        String topic,
        EventTime eventTime,
        Compression compression,
        Set<Keep> keep,
        Shard shard,
        Optional<Instant> from,
        Optional<Instant> through,
        Duration lateness,
        Duration transactionWait,
        OptionalLong maxRecords,
        Optional<Duration> maxDuration,
        boolean acceptLoss,
        Map<String, String> parameters) {
    public LandingRequest {
        requireNonNull(topic, "topic is null");
        requireNonNull(eventTime, "eventTime is null");
        requireNonNull(compression, "compression is null");
        requireNonNull(shard, "shard is null");
        keep = Set.copyOf(keep);
        parameters = Map.copyOf(parameters);
    }

    /** When the window can be complete at the earliest. */
    Optional<Instant> readyAt() {
        return through.map(time -> time.plus(lateness));
    }

    /** @throws NotReadyException before the window can be complete */
    public void requireReady(Clock clock) {
        Optional<Instant> late = readyAt().filter(clock.instant()::isBefore);
        if (late.isPresent()) {
            throw new NotReadyException(
                    "Cannot land " + topic + " through " + through.orElseThrow() + ": late records may arrive until "
                            + late.get(),
                    "Try again then, or shorten --lateness.");
        }
    }
}
