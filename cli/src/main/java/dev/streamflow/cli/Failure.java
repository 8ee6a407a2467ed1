package dev.streamflow.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.streamflow.cli.CheckFailedException.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * How a command failed, as the last line of standard output says it:
 * {@code {"error":{"exitCode":50,"message":…},"done":{…}}}, so that whoever called it has the figures without reading
 * the log.
 *
 * @param done what had been done before, in the shape of the command's result; absent where nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Failure(Cause error, Object done) {
    /**
     * What happened.
     *
     * @param message as standard error says it
     * @param check the name of the check that failed, with what it {@code expected} and {@code found}, and some
     *     {@code rows}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Cause(
            int exitCode,
            String message,
            String remedy,
            String check,
            String expected,
            String found,
            List<String> rows) {}

    static Failure of(Throwable failure, ExitCode exitCode) {
        Optional<CommandException> known =
                failure instanceof CommandException exception ? Optional.of(exception) : Optional.empty();
        Optional<Finding> finding = failure instanceof CheckFailedException check ? check.finding() : Optional.empty();
        Cause cause = new Cause(
                exitCode.code(),
                String.valueOf(failure.getMessage()),
                known.flatMap(CommandException::remedy).orElse(null),
                finding.map(Finding::name).orElse(null),
                finding.map(Finding::expected).orElse(null),
                finding.map(Finding::found).orElse(null),
                finding.map(Finding::rows).filter(rows -> !rows.isEmpty()).orElse(null));
        return new Failure(cause, known.flatMap(CommandException::done).orElse(null));
    }

    void print(PrintWriter out) {
        Result.print(out, this);
    }
}
