package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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

    private final Properties file;
    private final Map<String, String> environment;

    private ConfigDefaults(Properties file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** @throws CommandException if the file cannot be read or sets what no command has */
    static void install(CommandLine commandLine, String[] args, Map<String, String> environment) {
        Properties file =
                configFile(args, environment).map(ConfigDefaults::read).orElseGet(Properties::new);
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
        return Optional.ofNullable(environment.get("STREAMFLOW_CONFIG")).map(Path::of);
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "Cannot read " + file + ": " + e.getMessage());
        }
    }

    private static void refuseUnknown(CommandLine commandLine, Properties file) {
        Set<String> known = new TreeSet<>();
        collect(commandLine, known);
        known.removeAll(NOT_SETTINGS);
        for (String key : new TreeSet<>(file.stringPropertyNames())) {
            if (!known.contains(key)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "Cannot use setting " + key + ": there is no such flag",
                        "Known are " + String.join(", ", known) + ".");
            }
        }
    }

    private static void collect(CommandLine commandLine, Set<String> names) {
        commandLine.getCommandSpec().options().forEach(option -> names.add(name(option)));
        commandLine.getSubcommands().values().forEach(subcommand -> collect(subcommand, names));
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || NOT_SETTINGS.contains(name(option))) {
            return null;
        }
        String name = name(option);
        String own =
                environment.get("STREAMFLOW_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        if (own != null) {
            return own;
        }
        return alias(name).orElseGet(() -> file.getProperty(name));
    }

    /** The variable that the field knows; a schema path may name a file ({@code --schema}) or a folder ({@code --schemas}). */
    private Optional<String> alias(String name) {
        String value = ALIASES.containsKey(name) ? environment.get(ALIASES.get(name)) : null;
        if (value == null) {
            return Optional.empty();
        }
        boolean folder = Files.isDirectory(Path.of(value));
        boolean fits = name.equals("schemas") ? folder : !name.equals("schema") || !folder;
        return fits ? Optional.of(value) : Optional.empty();
    }
}
