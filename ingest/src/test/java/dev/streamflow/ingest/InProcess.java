package dev.streamflow.ingest;

import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.ingest.land.LandingJob;
import dev.streamflow.ingest.land.LandingResult;
import dev.streamflow.ingest.land.plan.LandingRequest;
import dev.streamflow.ingest.land.plan.Shard;
import dev.streamflow.ingest.land.read.TopicLog;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.landing.compression.Compression;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine;

/** Landings with a clock and a storage of the test's own. */
public final class InProcess implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");

    private final Cluster cluster;
    private final TopicLog log;

    public InProcess(String topic) {
        KafkaOptions kafka = CommandLine.populateCommand(new KafkaOptions(), "--bootstrap-servers", Kafka.servers());
        cluster = Cluster.connect(kafka);
        log = new TopicLog(cluster, kafka, topic, "streamflow-" + topic);
    }

    public static LandingRequest request(String topic, long maxRecords) {
        EventTime time = new EventTime(
                "at", new TimestampFormat.Iso(ZoneOffset.UTC), EventTime.DEFAULT_EARLIEST, EventTime.DEFAULT_LATEST);
        return new LandingRequest(
                topic,
                time,
                Compression.ZSTD,
                Set.of(),
                Shard.ALL,
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                Duration.ZERO,
                OptionalLong.of(maxRecords),
                Optional.empty(),
                false,
                Map.of());
    }

    public LandingResult land(Storage storage, LandingRequest request) {
        return land(storage, request, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    LandingResult land(Storage storage, LandingRequest request, Clock clock) {
        return new LandingJob(storage, log, request, clock, () -> false, more -> {}).run();
    }

    public TopicLog log() {
        return log;
    }

    @Override
    public void close() {
        log.close();
        cluster.close();
    }
}
