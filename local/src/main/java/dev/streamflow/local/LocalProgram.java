package dev.streamflow.local;

import dev.streamflow.cli.Program;
import picocli.CommandLine.Command;

/** The embedded mode: what a cluster does elsewhere, in one JVM. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = "Streamflow on this machine alone.",
        subcommands = {BrokerCommand.class, DemoCommand.class, LiveCommand.class})
public final class LocalProgram {
    public static void main(String... args) {
        Program.main(new LocalProgram(), args);
    }
}
