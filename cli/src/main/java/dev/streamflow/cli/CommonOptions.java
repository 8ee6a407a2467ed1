package dev.streamflow.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every command takes. */
public final class CommonOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with settings, each named as its flag: landing=/data/landing")
    Path config;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            description =
                    "How the log on standard error is written; json: one object for each event (default: ${DEFAULT-VALUE})")
    LogFormat logFormat;

    @Option(names = "--verbose", description = "Say more, and show the stack trace of a failure")
    boolean verbose;

    public boolean verbose() {
        return verbose;
    }
}
