package dev.streamflow.producers;

import dev.streamflow.cli.Program;
import picocli.CommandLine.Command;

/** Seeded generation and replay, to Kafka or to files. */
@Command(
        name = "producers",
        mixinStandardHelpOptions = true,
        description = "Makes events: generated or replayed, into a topic or into files.",
        subcommands = {ProduceCommand.class, ReplayCommand.class, GenerateCommand.class})
public final class ProducersProgram {
    public static void main(String[] args) {
        Program.main(new ProducersProgram(), args);
    }
}
