package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.InvalidSchemaException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs a picocli command by the conventions that all of Streamflow's commands share. */
public final class Program {
    private Program() {}

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(Object command, String... args) {
        System.exit(run(command, args));
    }

    /** Runs the command on standard output and error; the JVM goes on. */
    public static int run(Object command, String... args) {
        PrintWriter out = new PrintWriter(System.out, true, UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, UTF_8);
        return run(command, out, err, args);
    }

    /** Runs the command and gives its exit code; see {@link ExitCode}. */
    public static int run(Object command, PrintWriter out, PrintWriter err, String... args) {
        CommandLine commandLine = new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler(Program::misused)
                .setExecutionExceptionHandler(Program::failed);
        commandLine.registerConverter(Rate.class, Rate::parse);
        Logging.configure(args);
        try {
            ConfigDefaults.install(commandLine, args, System.getenv());
        } catch (CommandException e) {
            return report(err, e, e.exitCode(), false);
        }
        int exitCode = commandLine.execute(args);
        out.flush();
        err.flush();
        return exitCode;
    }

    private static int misused(ParameterException failure, String... args) {
        CommandSpec spec = failure.getCommandLine().getCommandSpec();
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(spec.qualifiedName() + ": " + failure.getMessage());
        err.println("Try '" + spec.qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine commandLine, ParseResult parsed) {
        boolean verbose = parsed.expandedArgs().contains("--verbose");
        int exitCode = failure instanceof CommandException known
                ? known.exitCode()
                : failure instanceof InvalidSchemaException ? ExitCode.USAGE : ExitCode.FAILURE;
        return report(commandLine.getErr(), failure, exitCode, verbose);
    }

    private static int report(PrintWriter err, Exception failure, int exitCode, boolean verbose) {
        if (failure instanceof CommandException known) {
            err.println(known.getMessage());
            known.remedy().ifPresent(remedy -> err.println("  " + remedy));
        } else if (failure instanceof InvalidSchemaException) {
            err.println(failure.getMessage());
        } else {
            err.println("Cannot go on: " + failure.getClass().getSimpleName() + ": " + failure.getMessage());
            err.println(verbose ? "" : "  Run it again with --verbose for the stack trace.");
        }
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }
}
