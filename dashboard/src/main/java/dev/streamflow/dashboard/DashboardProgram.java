package dev.streamflow.dashboard;

import dev.streamflow.cli.Program;
import picocli.CommandLine.Command;

/** The program of {@code dashboard.jar}. */
@Command(
        name = "streamflow",
        mixinStandardHelpOptions = true,
        description = "Pages over what batch and live queries have published.",
        subcommands = DashboardCommand.class)
public final class DashboardProgram {
    private DashboardProgram() {}

    public static void main(String[] args) {
        Program.main(new DashboardProgram(), args);
    }

    /** The command itself, to be run in this JVM. */
    public static Object command() {
        return new DashboardProgram();
    }
}
