package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.streamflow.events.reading.InvalidSchemaException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a picocli command by the conventions that all of Streamflow's commands share: {@code --help} and
 * {@code --version}, settings from the environment and {@code --config}, one line for a fault, exit codes.
 */
public final class Program {
    private Program() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(Object command, String... args) {
        StopRequest.awaitFinalLine();
        Logging.start(command, args, System.getenv());
        int exitCode = run(command, args);
        JsonLog.flushInstalled();
        StopRequest.finalLinePrinted();
        System.exit(exitCode);
    }

    /** Runs the command on standard output and error; the JVM goes on. */
    public static int run(Object command, String... args) {
        PrintWriter out = new PrintWriter(System.out, true, UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, UTF_8);
        return run(command, out, err, args);
    }

    /** Runs the command and gives its exit code; see {@link ExitCode}. */
    public static int run(Object command, PrintWriter out, PrintWriter err, String... args) {
        return run(command, out, err, System.getenv(), args);
    }

    /**
     * Runs the command within another one, which ends as it does where it fails.
     *
     * @return the last line of its output; empty where it printed none
     * @throws CommandException of the kind that it ended with
     */
    public static String within(Object command, PrintWriter err, String... args) {
        StringWriter out = new StringWriter();
        int exitCode = run(command, new PrintWriter(out, true), err, args);
        String last = out.toString().lines().reduce("", (before, line) -> line);
        if (exitCode != ExitCode.OK.code() && exitCode != ExitCode.NOTHING_TO_DO.code()) {
            String message = "Cannot go on: `streamflow " + String.join(" ", args) + "` ended with " + exitCode;
            throw ExitCode.passedOn(exitCode, message).after(new RawValue(last));
        }
        return last;
    }

    static int run(Object command, PrintWriter out, PrintWriter err, Map<String, String> environment, String... args) {
        CommandLine commandLine = Conventions.apply(new CommandLine(command))
                .setOut(out)
                .setErr(err)
                .setExecutionStrategy(Program::execute)
                .setParameterExceptionHandler(Program::misused)
                .setExecutionExceptionHandler(Program::failed);
        try {
            ConfigDefaults.install(commandLine, args, environment);
        } catch (CommandException e) {
            return report(out, err, e, List.of(args).contains("--verbose"));
        }
        int exitCode = commandLine.execute(args);
        out.flush();
        err.flush();
        return exitCode;
    }

    private static int execute(ParseResult parsed) {
        int helped = new RunLast().execute(parsed);
        List<CommandLine> commands = parsed.asCommandLineList();
        CommandLine command = commands.get(commands.size() - 1);
        Object returned = command.getExecutionResult();
        if (returned == null) {
            return helped;
        }
        try {
            Result result = (Result) returned;
            result.print(command.getOut());
            return result.exitCode().code();
        } catch (ClassCastException | IllegalArgumentException e) {
            throw new ExecutionException(command, "Cannot use what it returned", e);
        }
    }

    private static int misused(ParameterException failure, String... args) {
        CommandLine commandLine = failure.getCommandLine();
        String name = commandLine.getCommandSpec().qualifiedName();
        PrintWriter err = commandLine.getErr();
        err.println(name + ": " + failure.getMessage() + suggestion(failure));
        err.println("Try '" + name + " --help'.");
        err.flush();
        Failure.of(failure, ExitCode.USAGE).print(commandLine.getOut());
        return ExitCode.USAGE.code();
    }

    private static String suggestion(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }

    private static int failed(Exception failure, CommandLine commandLine, ParseResult parsed) {
        boolean verbose = parsed.expandedArgs().contains("--verbose");
        return report(commandLine.getOut(), commandLine.getErr(), failure, verbose);
    }

    private static int report(PrintWriter out, PrintWriter err, Exception failure, boolean verbose) {
        boolean isExpected = failure instanceof CommandException && !(failure instanceof UnexpectedException);
        if (failure instanceof CommandException known && isExpected) {
            err.println(known.getMessage());
            known.remedy().ifPresent(remedy -> err.println("  " + remedy));
        } else if (failure instanceof InvalidSchemaException) {
            err.println(failure.getMessage());
        } else if (StopRequest.jvmIsEnding()) {
            err.println("Stopped");
        } else {
            reportUnexpected(err, failure, verbose);
        }
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        ExitCode exitCode = ExitCode.of(failure);
        Failure.of(failure, exitCode).print(out);
        return exitCode.code();
    }

    /** Of an {@link Error}, picocli gives a wrapping; its cause is what happened. */
    private static void reportUnexpected(PrintWriter err, Exception failure, boolean verbose) {
        boolean isWrapped = failure instanceof ExecutionException || failure instanceof UnexpectedException;
        Throwable actual = isWrapped && failure.getCause() != null ? failure.getCause() : failure;
        err.println(UnexpectedException.line(actual));
        if (!verbose) {
            err.println("  Run it again with --verbose for the stack trace.");
        }
    }
}
