package dev.streamflow.ingest;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.Progress;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.ingest.land.Findings;
import dev.streamflow.ingest.land.LandingJob;
import dev.streamflow.ingest.land.LandingResult;
import dev.streamflow.ingest.land.plan.LandingRequest;
import dev.streamflow.ingest.land.read.TopicLog;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lands the records of a topic that are not landed yet. */
@Command(
        name = "land",
        mixinStandardHelpOptions = true,
        description = "Lands what a topic has and landing has not, up to the end of the log now, and exits.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  land --topic user_events",
            "  land --topic user_events --through 2026-01-02T00:00:00Z --lateness PT2H",
            "  land --topic user_events --shard 1/2 --landing hdfs://namenode:8020/landing",
            "",
            "Exit codes: 0 landed, 1 failure, 20 the window is not complete yet, 51 landed but mostly rejected, 99 nothing new."
        })
final class LandCommand implements Callable<Result> {
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

    @Mixin
    LandOptions what;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "The consumer group that shows how far landing is (default: streamflow-<topic>)")
    String group;

    private Clock clock = Clock.systemUTC();

    @Override
    public Result call() {
        EventSchema schema = schemas.schema(landing.topic());
        String topic = landing.topic().orElse(schema.topic().name());
        LandingRequest request = what.request(spec, topic, schema);
        LandingResult result = land(request);
        PrintWriter err = spec.commandLine().getErr();
        result.warnings().forEach(warning -> err.println("Warning: " + topic + ": " + warning));
        Optional<CommandException> failure = new Findings(result, request.through(), what.maxRejected).failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (result.isNothing()) {
            err.println("Nothing to do for " + topic + ": no record is new");
            return Result.nothingToDo(result);
        }
        return Result.done(result);
    }

    private LandingResult land(LandingRequest request) {
        String members = group == null ? "streamflow-" + request.topic() : group;
        AtomicLong read = new AtomicLong();
        request.requireReady(clock);
        try (StopRequest stop = StopRequest.listen(STOP_PATIENCE);
                Storage storage = landing.storage();
                Cluster cluster = Cluster.connect(kafka);
                TopicLog log = new TopicLog(cluster, kafka, request.topic(), members);
                Progress progress = Progress.start("land " + request.topic(), -1)) {
            LandingJob job = new LandingJob(
                    storage, log, request, clock, stop::isRequested, more -> progress.advanceTo(read.addAndGet(more)));
            try {
                return job.run();
            } catch (RuntimeException e) {
                CommandException failure = failed(request, e);
                throw job.soFar().map(failure::after).orElse(failure);
            }
        } catch (KafkaException e) {
            throw failed(request, e);
        }
    }

    private static CommandException failed(LandingRequest request, RuntimeException failure) {
        return failure instanceof KafkaException
                ? new OperationFailedException(
                        "Cannot land " + request.topic() + ": " + failure.getMessage(),
                        "Run it again: it goes on where this one stopped.",
                        failure)
                : CommandException.of(failure);
    }
}
