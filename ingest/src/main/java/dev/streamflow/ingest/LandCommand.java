package dev.streamflow.ingest;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Progress;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.events.EventSchema;
import dev.streamflow.ingest.land.Landing;
import dev.streamflow.ingest.land.LandingRequest;
import dev.streamflow.ingest.land.LandingResult;
import dev.streamflow.ingest.land.Shard;
import dev.streamflow.ingest.land.TopicLog;
import dev.streamflow.ingest.ledger.Compression;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lands what of a topic is not landed yet. */
@Command(
        name = "land",
        mixinStandardHelpOptions = true,
        description = "Lands what a topic has and landing has not, up to the end of the log now, and exits.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  land --topic user_events",
            "  land --topic user_events --through 2026-01-02T00:00:00Z --lateness PT2H",
            "  land --topic user_events --shard 1/2 --landing s3a://lake/landing",
            "",
            "Exit codes: 0 landed, 1 failure, 20 the window is not over yet, 99 nothing new."
        })
final class LandCommand implements Callable<Integer> {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    LandingOptions landing;

    @Mixin
    TopicSchemaOptions schemas;

    @Option(
            names = "--through",
            paramLabel = "TIME",
            description =
                    "The end of the window that must be complete, such as 2026-01-02T00:00:00Z; exit 20 before it can be")
    Instant through;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description = "How long after --through its last records may arrive (default: ${DEFAULT-VALUE})")
    Duration lateness;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Where a partition's very first landing starts, by record time stamp (default: the log's beginning)")
    Instant from;

    @Option(names = "--max-records", paramLabel = "N", description = "Land at most so many offsets")
    Long maxRecords;

    @Option(
            names = "--max-duration",
            paramLabel = "DURATION",
            description = "Begin nothing new after it, such as PT10M; what was begun is finished")
    Duration maxDuration;

    @Option(
            names = "--compression",
            paramLabel = "KIND",
            defaultValue = "zstd",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Compression compression;

    @Option(
            names = "--shard",
            paramLabel = "K/N",
            defaultValue = "1/1",
            description = "Land only partitions p with p %% N = K − 1, so that N processes share a topic",
            converter = ShardConverter.class)
    Shard shard;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "The consumer group that shows how far landing is (default: streamflow-<topic>)")
    String group;

    @Option(
            names = "--accept-loss",
            description = "Record offsets that are gone (retention, truncation, a re-created topic) and go on")
    boolean acceptLoss;

    private Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        EventSchema schema = schemas.schema(landing.topic());
        String topic = landing.topic().orElse(schema.topic().name());
        LandingRequest request = request(topic, schema);
        LandingResult result = land(request);
        boolean isLeft = !result.complete() && request.through().isPresent();
        if (!result.isNothing()) {
            Result.print(spec, result);
        }
        return isLeft ? ExitCode.NOT_READY : result.isNothing() ? ExitCode.NOTHING_TO_DO : ExitCode.OK;
    }

    private LandingResult land(LandingRequest request) {
        String members = group == null ? "streamflow-" + request.topic() : group;
        AtomicLong read = new AtomicLong();
        Landing.requireReady(request, clock);
        try (StopRequest stop = StopRequest.listen(STOP_PATIENCE);
                Storage storage = landing.storage();
                Cluster cluster = Cluster.connect(kafka);
                TopicLog log = new TopicLog(cluster, kafka, request.topic(), members);
                Progress progress = Progress.start("land " + request.topic(), -1)) {
            return new Landing(
                            storage,
                            log,
                            request,
                            clock,
                            stop::isRequested,
                            more -> progress.advanceTo(read.addAndGet(more)))
                    .run();
        } catch (KafkaException e) {
            throw new CommandException(
                    ExitCode.FAILURE,
                    "Cannot land " + request.topic() + ": " + e.getMessage(),
                    "Run it again: it goes on where this one stopped.",
                    e);
        }
    }

    private LandingRequest request(String topic, EventSchema schema) {
        if (maxRecords != null && maxRecords < 1) {
            throw new ParameterException(spec.commandLine(), "--max-records " + maxRecords + " is not positive");
        }
        return new LandingRequest(
                topic,
                schema.eventTime(),
                compression,
                shard,
                Optional.ofNullable(from),
                Optional.ofNullable(through),
                lateness,
                maxRecords == null ? OptionalLong.empty() : OptionalLong.of(maxRecords),
                Optional.ofNullable(maxDuration),
                acceptLoss,
                parameters());
    }

    /** The flags as given, for people who read the plan; none of them is a secret. */
    private Map<String, String> parameters() {
        Map<String, String> given = new TreeMap<>();
        for (String name : new String[] {"--through", "--lateness", "--from", "--max-records", "--shard"}) {
            OptionSpec option = spec.findOption(name);
            Object value = option.getValue();
            if (value != null) {
                given.put(name.substring(2), value.toString());
            }
        }
        return given;
    }

    static final class ShardConverter implements picocli.CommandLine.ITypeConverter<Shard> {
        @Override
        public Shard convert(String text) {
            try {
                return Shard.parse(text);
            } catch (IllegalArgumentException e) {
                throw new picocli.CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
