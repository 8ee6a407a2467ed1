package dev.streamflow.cli;

import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/** What is said on standard error, and how; {@code simplelogger.properties} has the usual levels of libraries. */
final class Logging {
    private static final String PREFIX = "org.slf4j.simpleLogger.";
    private static final String FORMAT = "log-format";

    private Logging() {}

    /**
     * Raises the levels where {@code --verbose} is given and chooses the format; of use only until the first logger is
     * made, and therefore before the command line is read.
     */
    static void start(Object command, String[] args, Map<String, String> environment) {
        if (Arrays.asList(args).contains("--verbose")) {
            set("defaultLogLevel", "info");
            set("log.org.apache.kafka", "info");
            set("log.org.apache.kafka.clients.NetworkClient", "warn");
        }
        if (isJson(args, environment)) {
            JsonLog.install(component(command), operation(new CommandLine(command), args));
        }
    }

    private static void set(String key, String value) {
        if (System.getProperty(PREFIX + key) == null) {
            System.setProperty(PREFIX + key, value);
        }
    }

    /** What is wrong with the settings is said later. */
    static boolean isJson(String[] args, Map<String, String> environment) {
        try {
            return Settings.of(args, environment)
                    .early(FORMAT, args)
                    .filter(LogFormat.JSON.name()::equalsIgnoreCase)
                    .isPresent();
        } catch (CommandException e) {
            return false;
        }
    }

    /** The module: {@code ingest} of {@code dev.streamflow.ingest.IngestProgram}. */
    static String component(Object command) {
        String[] names = command.getClass().getPackageName().split("\\.", -1);
        return names[names.length - 1];
    }

    /** The names of the subcommands that the arguments choose, or the program's own. */
    static String operation(CommandLine program, String... args) {
        CommandLine chosen = program;
        StringBuilder names = new StringBuilder(program.getCommandName().equals("stream") ? "stream" : "");
        for (String arg : args) {
            CommandLine next = chosen.getSubcommands().get(arg);
            if (next == null) {
                break;
            }
            names.append(names.isEmpty() ? "" : " ").append(arg);
            chosen = next;
        }
        return names.isEmpty() ? program.getCommandName() : names.toString();
    }
}
