package dev.streamflow.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when no flag gives it: {@code STREAMFLOW_<FLAG>} in the environment (or the name
 * that the field uses for it), then the properties file of {@code --config}, then the option's own default. One file
 * may have the settings of all commands.
 */
final class ConfigDefaults implements IDefaultValueProvider {
    private static final Map<String, String> ALIASES = Map.of(
            "bootstrap-servers", "KAFKA_BOOTSTRAP_SERVERS",
            "rate", "EVENTS_PER_SECOND",
            "schema", "SCHEMA_CONFIG_PATH",
            "schemas", "SCHEMA_CONFIG_PATH");
    private static final Set<String> NOT_SETTINGS = Set.of("config", "verbose", "help", "version");

    private final Settings settings;

    private ConfigDefaults(Settings settings) {
        this.settings = settings;
    }

    /** @throws CommandException if the file cannot be read or sets what no command has */
    static void install(CommandLine commandLine, String[] args, Map<String, String> environment) {
        Settings settings = Settings.of(args, environment);
        refuseUnknown(commandLine, settings.file());
        commandLine.setDefaultValueProvider(new ConfigDefaults(settings));
    }

    private static void refuseUnknown(CommandLine commandLine, Map<String, String> file) {
        Set<String> own = new TreeSet<>();
        collect(commandLine, own);
        for (String key : new TreeSet<>(file.keySet())) {
            if (!own.contains(key) && !KnownSettings.ALL.has(key)) {
                throw new UsageException(
                        "Cannot use setting " + key + ": there is no such flag",
                        "Known here are " + String.join(", ", own)
                                + "; examples/streamflow.properties has those of all commands.");
            }
        }
    }

    private static void collect(CommandLine commandLine, Set<String> names) {
        commandLine.getCommandSpec().options().stream()
                .filter(ConfigDefaults::isSetting)
                .forEach(option -> names.add(name(option)));
        commandLine.getSubcommands().values().forEach(subcommand -> collect(subcommand, names));
    }

    /** Short flags such as {@code -K} gather several values and are for the command line alone. */
    static boolean isSetting(OptionSpec option) {
        return option.longestName().startsWith("--") && !NOT_SETTINGS.contains(name(option));
    }

    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String name = name(option);
        String command = option.command() == null ? "" : option.command().name();
        return settings.variable(name)
                .or(() -> alias(name))
                .or(() -> settings.file(command, name))
                .orElse(null);
    }

    /**
     * The variable that the field knows; a schema path may name a file ({@code --schema}) or a folder
     * ({@code --schemas}).
     */
    private Optional<String> alias(String name) {
        Optional<String> value = Optional.ofNullable(ALIASES.get(name)).flatMap(settings::environment);
        return switch (name) {
            case "schema" -> value.filter(path -> !Files.isDirectory(Path.of(path)));
            case "schemas" -> value.filter(path -> Files.isDirectory(Path.of(path)));
            default -> value;
        };
    }
}
