package dev.streamflow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The result of a command: the last line of standard output, one JSON object, as Airflow and {@code jq} take it. A
 * command returns it, or throws a {@link CommandException}; {@link Program} prints either and ends with the exit code
 * that goes with it.
 */
public final class Result {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final ExitCode exitCode;
    private final Optional<Object> line;

    private Result(ExitCode exitCode, Optional<Object> line) {
        this.exitCode = exitCode;
        this.line = line;
    }

    /**
     * What was to be done is done.
     *
     * @param line a record or a map; keys in their order, times in ISO 8601
     */
    public static Result done(Object line) {
        return new Result(ExitCode.OK, Optional.of(line));
    }

    /** It is done, and what was to be said stands on standard output already. */
    public static Result said() {
        return new Result(ExitCode.OK, Optional.empty());
    }

    /**
     * There was nothing to do, which is no failure.
     *
     * @param line as of {@link #done}
     */
    public static Result nothingToDo(Object line) {
        return new Result(ExitCode.NOTHING_TO_DO, Optional.of(line));
    }

    ExitCode exitCode() {
        return exitCode;
    }

    void print(PrintWriter out) {
        line.ifPresent(result -> print(out, result));
    }

    /** Prints such a line at once, for a command that goes on after it. */
    public static void print(CommandSpec spec, Object line) {
        print(spec.commandLine().getOut(), line);
    }

    static void print(PrintWriter out, Object result) {
        out.println(json(result));
        out.flush();
    }

    private static String json(Object result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot write the result as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
