package dev.streamflow.local;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on one machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "The whole pipeline in this JVM: a broker, three days of a shop, landing, its proof, and the ETL.",
        footer = {"", "Examples:", "  demo", "  demo --days 7 --sessions 20000 --folder /tmp/demo"})
final class DemoCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            defaultValue = "2026-01-01",
            description = "The first date (default: ${DEFAULT-VALUE})")
    LocalDate from;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many dates (default: ${DEFAULT-VALUE})")
    int days;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Visits of the shop on each date (default: ${DEFAULT-VALUE})")
    int sessions;

    @Option(
            names = "--dirt",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of events that are not as they should be (default: ${DEFAULT-VALUE})")
    double dirt;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Where kafka/, landing/ and lake/ go (default: ${DEFAULT-VALUE})")
    Path folder;

    @Mixin
    CommonOptions common;

    @Override
    public Result call() {
        new Demo(
                        new Demo.Settings(from, days, sessions, dirt, folder),
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .run();
        return Result.said();
    }
}
