package dev.streamflow.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when no flag gives it: {@code STREAMFLOW_<FLAG>} in the environment (or the name that the
 * field uses for it), then the properties file of {@code --config}, then the option's own default.
 */
final class ConfigDefaults implements IDefaultValueProvider {
    private static final Map<String, String> ALIASES = Map.of(
            "bootstrap-servers", "KAFKA_BOOTSTRAP_SERVERS",
            "rate", "EVENTS_PER_SECOND",
            "schema", "SCHEMA_CONFIG_PATH",
            "schemas", "SCHEMA_CONFIG_PATH");
    private static final Set<String> NOT_SETTINGS = Set.of("config", "verbose", "help", "version");

    private final Map<String, String> file;
    private final Map<String, String> environment;

    private ConfigDefaults(Map<String, String> file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @throws CommandException if the file cannot be read or sets what no command has */
    static void install(CommandLine commandLine, String[] args, Map<String, String> environment) {
        Map<String, String> file =
                configFile(args, environment).map(PropertiesFile::read).orElseGet(Map::of);
        refuseUnknown(commandLine, file);
        ConfigDefaults defaults = new ConfigDefaults(file, environment);
        commandLine.setDefaultValueProvider(defaults);
    }

    private static Optional<Path> configFile(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--config=")) {
                return Optional.of(Path.of(args[i].substring("--config=".length())));
            } else if (args[i].equals("--config") && i + 1 < args.length) {
                return Optional.of(Path.of(args[i + 1]));
            }
        }
        return Optional.ofNullable(environment.get("STREAMFLOW_CONFIG"))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static void refuseUnknown(CommandLine commandLine, Map<String, String> file) {
        Set<String> known = new TreeSet<>();
        collect(commandLine, known);
        for (String key : file.keySet()) {
            if (!known.contains(key)) {
                throw new UsageException(
                        "Cannot use setting " + key + ": there is no such flag",
                        "Known are " + String.join(", ", known) + ".");
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
    private static boolean isSetting(OptionSpec option) {
        return option.longestName().startsWith("--") && !NOT_SETTINGS.contains(name(option));
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String name = name(option);
        return variable("STREAMFLOW_" + name.toUpperCase(Locale.ROOT).replace('-', '_'))
                .or(() -> alias(name))
                .orElseGet(() -> file.get(name));
    }

    /** The variable that the field knows; a schema path may name a file ({@code --schema}) or a folder ({@code --schemas}). */
    private Optional<String> alias(String name) {
        Optional<String> value = Optional.ofNullable(ALIASES.get(name)).flatMap(this::variable);
        return switch (name) {
            case "schema" -> value.filter(path -> !Files.isDirectory(Path.of(path)));
            case "schemas" -> value.filter(path -> Files.isDirectory(Path.of(path)));
            default -> value;
        };
    }

    /** An empty variable counts as none: that is how a compose file passes on what is not set. */
    private Optional<String> variable(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
