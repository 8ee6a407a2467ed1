package dev.streamflow.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is set outside of the command line: {@code STREAMFLOW_<FLAG>} in the environment, then the properties file of
 * {@code --config}, where {@code land.topic} goes before {@code topic} for the command {@code land}.
 */
record Settings(Map<String, String> environment, Map<String, String> file) {
    private static final String CONFIG = "config";

    Settings {
        environment = Map.copyOf(environment);
        file = Map.copyOf(file);
    }

    /** @throws CommandException if the file cannot be read */
    static Settings of(String[] args, Map<String, String> environment) {
        Settings settings = new Settings(environment, Map.of());
        return settings.early(CONFIG, args)
                .map(file -> new Settings(environment, PropertiesFile.read(Path.of(file))))
                .orElse(settings);
    }

    /** The value of a flag that is needed before the command line is parsed. */
    Optional<String> early(String name, String... args) {
        String flag = "--" + name;
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(flag + "=")) {
                return Optional.of(args[i].substring(flag.length() + 1));
            } else if (args[i].equals(flag) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
        }
        return variable(name).or(() -> Optional.ofNullable(file.get(name)));
    }

    /** The variable of a flag: {@code STREAMFLOW_MAX_EVENTS}. */
    Optional<String> variable(String name) {
        return environment("STREAMFLOW_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** An empty variable counts as none: that is how a compose file passes on what is not set. */
    Optional<String> environment(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    /** What the file says for this command. */
    Optional<String> file(String command, String name) {
        return Optional.ofNullable(file.get(command + "." + name)).or(() -> Optional.ofNullable(file.get(name)));
    }
}
