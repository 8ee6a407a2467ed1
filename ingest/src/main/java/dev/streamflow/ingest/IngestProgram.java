package dev.streamflow.ingest;

import dev.streamflow.cli.Program;
import picocli.CommandLine.Command;

/** The program of {@code ingest.jar}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Lands Kafka topics as files by event date, and proves it.",
        subcommands = {LandCommand.class, ExtractCommand.class, VerifyCommand.class})
public final class IngestProgram {
    private IngestProgram() {}

    public static void main(String[] args) {
        Program.main(new IngestProgram(), args);
    }

    /** The command itself, to be run in this JVM. */
    public static Object command() {
        return new IngestProgram();
    }
}
