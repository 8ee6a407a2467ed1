package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The settings that one file for all commands may have: those that {@code examples/streamflow.properties} shows, which
 * is packed into this module. A test of all programs keeps that file complete.
 *
 * @param names of flags, without dashes
 * @param commands that a setting may be for, as in {@code land.topic}
 */
record KnownSettings(Set<String> names, Set<String> commands) {
    private static final String EXAMPLE = "streamflow.properties";
    private static final String COMMANDS = "# Commands: ";
    private static final Pattern SETTING = Pattern.compile("#?([a-z][a-z0-9-]*)=.*");

    static final KnownSettings ALL = read();

    private static KnownSettings read() {
        Set<String> names = new TreeSet<>();
        Set<String> commands = new TreeSet<>();
        for (String line : example().lines().toList()) {
            var setting = SETTING.matcher(line);
            if (setting.matches()) {
                names.add(setting.group(1));
            } else if (line.startsWith(COMMANDS)) {
                commands.addAll(Set.of(line.substring(COMMANDS.length()).split(", ", -1)));
            }
        }
        return new KnownSettings(names, commands);
    }

    private static String example() {
        try (InputStream file = KnownSettings.class.getResourceAsStream(EXAMPLE)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether some command of the project has that setting. */
    boolean has(String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? names.contains(key)
                : commands.contains(key.substring(0, dot)) && names.contains(key.substring(dot + 1));
    }
}
