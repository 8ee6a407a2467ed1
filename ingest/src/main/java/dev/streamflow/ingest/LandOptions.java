package dev.streamflow.ingest;

import dev.streamflow.cli.ShareConverter;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.ingest.land.plan.LandingRequest;
import dev.streamflow.ingest.land.plan.Shard;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Keep;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Which records of a topic to land, and how. */
final class LandOptions {
    @Option(
            names = "--through",
            paramLabel = "TIME",
            description =
                    "The end of the window that must be complete, such as 2026-01-02T00:00:00Z; exit 20 before it can be")
    Instant through;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How long after --through its last records may arrive (default: ${DEFAULT-VALUE})")
    Duration lateness;

    @Option(
            names = "--transaction-wait",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description =
                    "With --through: how long to wait for transactions that are open at the start (default: ${DEFAULT-VALUE})")
    Duration transactionWait;

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
            description = "Begin nothing new after it, such as 10m; what was begun is finished")
    Duration maxDuration;

    @Option(
            names = "--compression",
            paramLabel = "KIND",
            defaultValue = "zstd",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Compression compression;

    @Option(
            names = "--keep",
            paramLabel = "PART",
            split = ",",
            description =
                    "What to keep of records beside their values, of ${COMPLETION-CANDIDATES}: key and headers in the landed"
                            + " lines, tombstones in a folder of their own (default: nothing)")
    Set<Keep> keep = EnumSet.noneOf(Keep.class);

    @Option(
            names = "--shard",
            paramLabel = "K/N",
            defaultValue = "1/1",
            description = "Land only partitions p with p %% N = K − 1, so that N processes share a topic",
            converter = ShardConverter.class)
    Shard shard;

    @Option(
            names = "--max-rejected",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            converter = ShareConverter.class,
            description =
                    "Exit 51 if more than this share of the records read is rejected; all the same each is landed or kept"
                            + " (default: ${DEFAULT-VALUE})")
    double maxRejected;

    @Option(
            names = "--accept-loss",
            description = "Record offsets that are gone (retention, truncation, a re-created topic) and go on")
    boolean acceptLoss;

    /** @throws ParameterException if a limit is none */
    LandingRequest request(CommandSpec spec, String topic, EventSchema schema) {
        if (maxRecords != null && maxRecords < 1) {
            throw new ParameterException(spec.commandLine(), "--max-records " + maxRecords + " is not positive");
        } else if (maxDuration != null && (maxDuration.isNegative() || maxDuration.isZero())) {
            throw new ParameterException(spec.commandLine(), "--max-duration " + maxDuration + " is not positive");
        }
        return new LandingRequest(
                topic,
                schema.eventTime(),
                compression,
                keep,
                shard,
                Optional.ofNullable(from),
                Optional.ofNullable(through),
                lateness,
                transactionWait,
                maxRecords == null ? OptionalLong.empty() : OptionalLong.of(maxRecords),
                Optional.ofNullable(maxDuration),
                acceptLoss,
                parameters(spec));
    }

    /** The flags as given, for people who read the plan; none of them is a secret. */
    private static Map<String, String> parameters(CommandSpec spec) {
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

    static final class ShardConverter implements ITypeConverter<Shard> {
        @Override
        public Shard convert(String text) {
            try {
                return Shard.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
