package dev.streamflow.ingest.land.plan;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.landing.compression.Compression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Requests of the topic {@code t}. */
public final class Requests {
    public static final EventTime TIME = new EventTime(
            "at", new TimestampFormat.Iso(ZoneOffset.UTC), EventTime.DEFAULT_EARLIEST, EventTime.DEFAULT_LATEST);

    private Requests() {}

    public static LandingRequest of(boolean acceptLoss) {
        return of(Optional.empty(), Optional.empty(), acceptLoss);
    }

    static LandingRequest of(Optional<Instant> from, Optional<Instant> through, boolean acceptLoss) {
        return new LandingRequest(
                "t",
                TIME,
                Compression.ZSTD,
                Set.of(),
                Shard.ALL,
                from,
                through,
                Duration.ofHours(1),
                Duration.ZERO,
                OptionalLong.empty(),
                Optional.empty(),
                acceptLoss,
                Map.of());
    }
}
