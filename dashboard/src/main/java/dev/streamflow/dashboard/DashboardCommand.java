package dev.streamflow.dashboard;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.StopRequest;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code dashboard} command: answers until it is stopped. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows what is published: gold, and where each figure of it comes from.",
        footer = {
            "",
            "Examples:",
            "  dashboard                                      http://localhost:5000, and :5100 for the live page",
            "  dashboard --lake /data/lake --landing /data/landing"
        })
public final class DashboardCommand implements Callable<Result> {
    private static final Duration WATCH = Duration.ofMillis(500);

    @Spec
    CommandSpec spec;

    @Option(
            names = "--lake",
            paramLabel = "DIR|URI",
            defaultValue = "data/lake",
            description = "Where the tables are (default: ${DEFAULT-VALUE})")
    String lake;

    @Option(
            names = "--landing",
            paramLabel = "DIR|URI",
            defaultValue = "data/landing",
            description = "The folder of what has landed (default: ${DEFAULT-VALUE})")
    String landing;

    @Option(
            names = "--live",
            paramLabel = "DIR",
            defaultValue = "data/live",
            description = "The folder of live queries (default: ${DEFAULT-VALUE})")
    Path live;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas, whose words are shown beside the figures (default: ${DEFAULT-VALUE})")
    Path schemas;

    @Option(
            names = "--webhdfs",
            paramLabel = "URL",
            description =
                    "The HTTP address of HDFS, where the lake is there: port 9870 of its host unless said otherwise")
    URI webHdfs;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            defaultValue = "data/dashboard",
            description = "The folder for copies of what is on HDFS (default: ${DEFAULT-VALUE})")
    Path cache;

    @Option(names = "--only", paramLabel = "batch|live", description = "Only the batch pages, or only the live page")
    Dashboard.Part only;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to answer at; 0.0.0.0 lets everybody in who can reach it (default: ${DEFAULT-VALUE})")
    String bind;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5000",
            description = "The port of the batch pages; 0 takes a free one (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--live-port",
            paramLabel = "PORT",
            defaultValue = "5100",
            description = "The port of the live page; 0 takes a free one (default: ${DEFAULT-VALUE})")
    int livePort;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description = "Names besides localhost by which browsers may call it")
    List<String> allowHost = List.of();

    @Option(
            names = "--frame-ancestors",
            paramLabel = "ORIGIN",
            split = ",",
            description =
                    "Origins whose pages may show the dashboard in a frame, such as Airflow's http://localhost:8082 (default: none)")
    List<String> frameAncestors = List.of();

    @Option(names = "--show-rows", description = "Show ids of users and sessions as well")
    boolean showRows;

    @Mixin
    CommonOptions common;

    @Override
    public Result call() {
        Dashboard.Settings settings = new Dashboard.Settings(
                lake,
                landing,
                live,
                schemas,
                new Dashboard.Hdfs(webHdfs, cache),
                only,
                bind,
                port,
                livePort,
                allowHost,
                frameAncestors,
                showRows,
                WATCH);
        PrintWriter err = spec.commandLine().getErr();
        if (!bind.equals("127.0.0.1")) {
            err.println("Warning: whoever can reach " + bind + " can read all of it.");
        }
        try (StopRequest stop = StopRequest.listen(Duration.ofSeconds(10));
                Dashboard dashboard = Dashboard.start(settings, Clock.systemUTC())) {
            Map<String, String> urls = new TreeMap<>();
            dashboard.batchUrl().ifPresent(url -> urls.put("batch", url));
            dashboard.liveUrl().ifPresent(url -> urls.put("live", url));
            Result.print(spec, urls);
            err.println("The dashboard is at " + String.join(" and ", urls.values()) + " until Ctrl-C.");
            while (!stop.pause(Duration.ofMinutes(1))) {
                // Others do the work.
            }
        }
        return Result.said();
    }
}
