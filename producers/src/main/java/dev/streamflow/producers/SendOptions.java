package dev.streamflow.producers;

import dev.streamflow.cli.Progress;
import dev.streamflow.cli.Rate;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.events.EventSchema;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.Topics;
import dev.streamflow.producers.send.Pace;
import dev.streamflow.producers.send.Pump;
import dev.streamflow.producers.send.RecordSender;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
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

    boolean loop() {
        return loop;
    }

    long most() {
        return maxEvents == null ? Long.MAX_VALUE : maxEvents;
    }

    /**
     * Connects, sees to the topic and hands over a pump with how the topic differs from the schema. SIGTERM ends the pumping; what
     * was sent is flushed and the action comes to its end before the JVM does.
     */
    void run(
            KafkaOptions kafka,
            EventSchema schema,
            long expected,
            CommandSpec spec,
            BiConsumer<Pump, List<String>> action) {
        if (maxEvents != null && maxEvents < 0) {
            throw new ParameterException(spec.commandLine(), "--max-events cannot be negative: " + maxEvents);
        }
        List<String> differences;
        try (Cluster cluster = Cluster.connect(kafka)) {
            differences = new Topics(cluster).ensure(schema.topic());
        }
        differences.forEach(
                difference -> spec.commandLine().getErr().println("Warning: " + difference + " It is left as it is."));
        try (StopRequest stop = StopRequest.listen(PATIENCE);
                RecordSender sender = new RecordSender(kafka, schema.topic().name());
                Progress progress = Progress.start(schema.topic().name(), expected)) {
            action.accept(new Pump(sender, Pace.of(rate), stop, progress), differences);
        }
    }
}
