package dev.streamflow.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Streamflow's commands, run in this JVM as a person would run them one after the other. */
final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter err;

    /** @param err where their messages go */
    Commands(PrintWriter err) {
        this.err = err;
    }

    /**
     * Runs a command.
     *
     * @return the last line of its output; an empty object where it found nothing to do
     * @throws CommandException with its exit code if it failed
     */
    JsonNode run(Object program, List<String> args) {
        StringWriter out = new StringWriter();
        int exitCode = Program.run(program, new PrintWriter(out, true), err, args.toArray(String[]::new));
        if (exitCode != ExitCode.OK && exitCode != ExitCode.NOTHING_TO_DO) {
            throw ExitCode.passedOn(
                    exitCode, "Cannot go on: `streamflow " + String.join(" ", args) + "` ended with " + exitCode);
        }
        List<String> lines = out.toString().lines().toList();
        try {
            return JSON.readTree(lines.isEmpty() ? "{}" : lines.get(lines.size() - 1));
        } catch (IOException e) {
            throw new OperationFailedException("Cannot read the result of " + args.get(0), null, e);
        }
    }
}
