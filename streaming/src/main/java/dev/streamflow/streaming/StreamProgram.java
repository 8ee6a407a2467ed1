package dev.streamflow.streaming;

import dev.streamflow.cli.Program;
import dev.streamflow.streaming.enrich.EnrichCommand;
import dev.streamflow.streaming.load.LoadCommand;
import dev.streamflow.streaming.load.VerifyLoadCommand;
import dev.streamflow.streaming.purchases.PurchasesCommand;
import dev.streamflow.streaming.windows.WindowsCommand;
import picocli.CommandLine.Command;

/**
 * The live side: each command is a query that runs until it is stopped, and goes on where it was when it starts again.
 */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description = "Queries over Kafka and files that run until they are stopped.",
        subcommands = {
            WindowsCommand.class,
            PurchasesCommand.class,
            LoadCommand.class,
            VerifyLoadCommand.class,
            EnrichCommand.class
        })
public final class StreamProgram {
    public static void main(String... args) {
        Program.main(new StreamProgram(), args);
    }
}
