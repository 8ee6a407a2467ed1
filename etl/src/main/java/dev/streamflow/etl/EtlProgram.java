package dev.streamflow.etl;

import dev.streamflow.cli.Program;
import dev.streamflow.etl.commands.DueCommand;
import dev.streamflow.etl.commands.EtlCommand;
import dev.streamflow.etl.commands.LedgerCommand;
import dev.streamflow.etl.commands.RetainCommand;
import picocli.CommandLine.Command;

/** The main of {@code etl.jar}. */
@Command(
        name = "etl.jar",
        mixinStandardHelpOptions = true,
        description = "Landing to silver to gold.",
        subcommands = {EtlCommand.class, DueCommand.class, LedgerCommand.class, RetainCommand.class})
public final class EtlProgram {
    /** {@code spark-submit etl.jar etl --date 2026-01-01}. */
    public static void main(String... args) {
        Program.main(new EtlProgram(), args);
    }
}
