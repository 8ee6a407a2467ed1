package dev.streamflow.producers;

import dev.streamflow.cli.Progress;
import dev.streamflow.cli.Rate;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.TimestampLimits;
import dev.streamflow.kafka.Topics;
import dev.streamflow.producers.event.EventStream;
import dev.streamflow.producers.live.CurrentTime;
import dev.streamflow.producers.send.RateLimiter;
import dev.streamflow.producers.send.RecordSender;
import dev.streamflow.producers.send.SendLoop;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How fast, how often and how much is sent. */
final class SendOptions {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Events a second, such as 500/s or 30000/m (default: as fast as it goes)")
    Rate rate;

    @Option(names = "--max-events", paramLabel = "N", description = "Stop after so many events in all")
    Long maxEvents;

    @Option(names = "--loop", description = "Begin again at the end, until stopped or --max-events are sent")
    boolean loop;

    @Option(
            names = "--times",
            paramLabel = "own|now",
            description = "Whose time events have: their own, or that of their making, with new ids in each round"
                    + " (default: now with --loop where no date is given, else own)")
    Times times;

    /** Whose time events have. */
    enum Times {
        OWN,
        NOW
    }

    /**
     * The events as they are to be sent: with their own times, or as if they happened now.
     *
     * @param usual what holds where nothing is said
     * @param rounds how often they have begun anew
     */
    EventStream timed(
            EventStream events, EventSchema schema, Times usual, LongSupplier rounds, CommandSpec spec, Clock clock) {
        if ((times == null ? usual : times) == Times.OWN) {
            return events;
        }
        if (CurrentTime.repeatsIds(schema)) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: The ids of " + schema.name() + ", " + String.join(", ", schema.id())
                            + ", cannot be made anew: what is sent again is a duplicate.");
        }
        return new CurrentTime(events, schema, rounds, clock);
    }

    boolean loop() {
        return loop;
    }

    long most() {
        return maxEvents == null ? Long.MAX_VALUE : maxEvents;
    }

    /**
     * Connects, sees to the topic and sends the events. SIGTERM ends the sending; what was sent is flushed before the
     * JVM ends.
     *
     * @param expected how many there will be; a negative number where that is not known
     * @param clock for records whose own time the topic refuses
     * @return what was sent; its warnings, which have been printed, also say how the topic differs from the schema
     */
    SendLoop.Outcome run(
            KafkaOptions kafka, EventSchema schema, EventStream events, long expected, CommandSpec spec, Clock clock) {
        if (maxEvents != null && maxEvents < 0) {
            throw new ParameterException(spec.commandLine(), "--max-events cannot be negative: " + maxEvents);
        }
        String topic = schema.topic().name();
        List<String> warnings = new ArrayList<>();
        TimestampLimits limits;
        try (Cluster cluster = Cluster.connect(kafka)) {
            Topics topics = new Topics(cluster);
            warnings.addAll(topics.ensure(schema.topic()));
            limits = topics.timestampLimits(topic);
        }
        PrintWriter err = spec.commandLine().getErr();
        warnings.forEach(difference -> err.println("Warning: " + difference + " It is left as it is."));
        try (StopRequest stop = StopRequest.listen(PATIENCE);
                RecordSender sender = new RecordSender(kafka, topic, limits, clock);
                Progress progress = Progress.start(topic, expected)) {
            SendLoop.Outcome outcome = new SendLoop(sender, RateLimiter.of(rate), stop, progress).run(events, most());
            outcome.warnings().forEach(warning -> err.println("Warning: " + warning));
            warnings.addAll(outcome.warnings());
            return outcome.with(warnings);
        }
    }
}
