package dev.streamflow.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.Program;
import java.io.IOException;
import java.io.PrintWriter;
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
     * @throws CommandException of the kind that it ended with
     */
    JsonNode run(Object program, List<String> args) {
        String last = Program.within(program, err, args.toArray(String[]::new));
        try {
            return JSON.readTree(last.isEmpty() ? "{}" : last);
        } catch (IOException e) {
            throw new OperationFailedException("Cannot read the result of " + args.get(0), null, e);
        }
    }
}
