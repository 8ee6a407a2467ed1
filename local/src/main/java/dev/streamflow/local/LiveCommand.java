package dev.streamflow.local;

import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.FreePort;
import dev.streamflow.cli.Rate;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.local.live.LiveChildren;
import dev.streamflow.producers.ProducersProgram;
import dev.streamflow.streaming.StreamProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The live side on one machine. */
@Command(
        name = "live",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Events of a shop and the queries that watch them, beside each other until Ctrl-C: a broker, producers, windows,"
                    + " purchases, and files into a PostgreSQL of its own. Nothing has to be installed.",
            "Each line says who it is from. Where one of them ends by itself, all of them end."
        },
        footer = {"", "Examples:", "  live", "  live --rate 100/s --trigger 5s --folder /tmp/live"})
final class LiveCommand implements Callable<Result> {
    /** Queries end within a minute, one after the other; a broker answers sooner. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int NAME_WIDTH = "purchases".length();

    @Spec
    CommandSpec spec;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "data/live-demo",
            description = "Where broker, queries, files and database keep what they have; the next start goes on there"
                    + " (default: ${DEFAULT-VALUE})")
    Path folder;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "20",
            description = "Sales a second, such as 50/s, and as many purchases (default: ${DEFAULT-VALUE})")
    Rate rate;

    @Option(
            names = "--dirt",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of events that are not as they should be (default: ${DEFAULT-VALUE})")
    double dirt;

    @Option(
            names = "--trigger",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "How often a batch begins, such as 500ms, 10s or 1m (default: ${DEFAULT-VALUE})")
    String trigger;

    @Option(names = "--no-load", description = "Without files and PostgreSQL")
    boolean withoutLoad;

    @Mixin
    CommonOptions common;

    /** The last line of standard output. */
    record Stopped(String folder, boolean stopped) {}

    @Override
    public Result call() {
        try (StopRequest stop = StopRequest.listen(PATIENCE);
                EmbeddedBroker broker = LocalBroker.start(folder.resolve("kafka"), 0);
                LiveChildren children = new LiveChildren(spec.commandLine().getOut(), NAME_WIDTH)) {
            Map<String, Integer> ports =
                    Map.of("windows", FreePort.find(), "purchases", FreePort.find(), "load", FreePort.find());
            welcome(children, broker.bootstrapServers(), ports);
            start(children, broker.bootstrapServers(), ports);
            children.await(stop);
            children.show("live", "stopping, each at the end of its batch ...");
        }
        return Result.done(new Stopped(folder.toAbsolutePath().normalize().toString(), true));
    }

    private void welcome(LiveChildren children, String servers, Map<String, Integer> ports) {
        List<String> lines = new ArrayList<>(List.of(
                "A shop as it happens, in " + folder.toAbsolutePath().normalize() + ". Ctrl-C stops all of it.",
                "  broker     at " + servers + ": --bootstrap-servers of every other command",
                "  events     " + Math.round(rate.perSecond()) + " sales and as many purchases a second",
                "  windows    sliding hours of sales: " + live().resolve("windows/output/current"),
                "             " + status(ports, "windows"),
                "  purchases  totals by day and category, here: every " + trigger,
                "             " + status(ports, "purchases")));
        if (!withoutLoad) {
            lines.add("  load       files of " + incoming()
                    + " into PostgreSQL; its first lines say how psql gets there");
            lines.add("             " + status(ports, "load"));
        }
        lines.forEach(line -> children.show("live", line));
    }

    private static String status(Map<String, Integer> ports, String query) {
        return "http://127.0.0.1:" + ports.get(query) + "/health and /metrics";
    }

    private Path live() {
        return folder.resolve("live");
    }

    private Path incoming() {
        return folder.resolve("incoming");
    }

    private void start(LiveChildren children, String servers, Map<String, Integer> ports) {
        produce(children, "sales", servers);
        produce(children, "purchases", servers);
        if (!withoutLoad) {
            files(children);
        }
        query(children, "windows", ports, broker(servers), "--by=store");
        int width = children.left(spec.commandLine().getUsageHelpWidth());
        query(children, "purchases", ports, broker(servers), "--width=" + width);
        if (!withoutLoad) {
            query(children, "load", ports, List.of(), "--input=" + incoming());
        }
    }

    /** Events that happen now. */
    private void produce(LiveChildren children, String schema, String servers) {
        List<String> args = new ArrayList<>(
                List.of("produce", "--schema=" + schema, "--loop", "--rate=" + rate.perSecond(), "--dirt=" + dirt));
        args.addAll(broker(servers));
        children.start("events", ProducersProgram.class, "128m", args);
    }

    /** The broker, for which a child waits as long as a busy machine takes to start everything at once. */
    private static List<String> broker(String servers) {
        return List.of("--bootstrap-servers=" + servers, "-Kdefault.api.timeout.ms=" + PATIENCE.toMillis());
    }

    /**
     * A file of ten events every three seconds, of another seed at each start: files of equal content are loaded once.
     */
    private void files(LiveChildren children) {
        children.start(
                "files",
                ProducersProgram.class,
                "128m",
                List.of(
                        "generate",
                        "--schema=storefront_events",
                        "--events=10",
                        "--continuous",
                        "--interval=3",
                        "--format=csv",
                        "--overwrite",
                        "--dirt=" + dirt,
                        "--seed=" + System.currentTimeMillis(),
                        "--output-dir=" + incoming()));
    }

    private void query(
            LiveChildren children, String name, Map<String, Integer> ports, List<String> broker, String... more) {
        List<String> args = new ArrayList<>(
                List.of(name, "--live=" + live(), "--trigger=" + trigger, "--status-port=" + ports.get(name)));
        args.addAll(broker);
        args.addAll(List.of(more));
        children.start(name, StreamProgram.class, "1g", args);
    }
}
