package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.reading.InvalidSchemaException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a picocli command by the conventions that all of Streamflow's commands share: {@code --help} and {@code --version}, settings
 * from the environment and {@code --config}, one line for a fault, exit codes.
 */
public final class Program {
    private Program() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(Object command, String... args) {
        StopRequest.speaking();
        Logging.start(command, args, System.getenv());
        int exitCode = run(command, args);
        JsonLog.flushInstalled();
        StopRequest.spoken();
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

    static int run(Object command, PrintWriter out, PrintWriter err, Map<String, String> environment, String... args) {
        CommandLine commandLine = Conventions.apply(new CommandLine(command))
                .setOut(out)
                .setErr(err)
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

    private static int misused(ParameterException failure, String... args) {
        CommandLine commandLine = failure.getCommandLine();
        String name = commandLine.getCommandSpec().qualifiedName();
        PrintWriter err = commandLine.getErr();
        err.println(name + ": " + failure.getMessage() + suggestion(failure));
        err.println("Try '" + name + " --help'.");
        err.flush();
        Failure.of(failure, ExitCode.USAGE).print(commandLine.getOut());
        return ExitCode.USAGE;
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
        if (failure instanceof CommandException known) {
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
        int exitCode = ExitCode.of(failure);
        Failure.of(failure, exitCode).print(out);
        return exitCode;
    }

    /** Of an {@link Error}, picocli gives a wrapping; its cause is what happened. */
    private static void reportUnexpected(PrintWriter err, Exception failure, boolean verbose) {
        Throwable actual = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        String message = actual.getMessage() == null
                ? ""
                : ": " + actual.getMessage().lines().findFirst().orElse("");
        err.println("Cannot go on: " + actual.getClass().getSimpleName() + message);
        if (!verbose) {
            err.println("  Run it again with --verbose for the stack trace.");
        }
    }
}
