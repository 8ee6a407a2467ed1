package dev.streamflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.dashboard.DashboardProgram;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import dev.streamflow.streaming.StreamProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code examples/streamflow.properties} shows each setting of each command, with its default. */
class SettingsExampleTest {
    private static final Path EXAMPLE = Path.of("../examples/streamflow.properties");
    private static final Pattern SETTING = Pattern.compile("#((?:[a-z-]+\\.)?[a-z][a-z0-9-]*)=(.*)");
    private static final Set<String> NOT_SETTINGS = Set.of("config", "verbose", "help", "version");
    private static final List<Object> PROGRAMS = List.of(
            new ProducersProgram(),
            IngestProgram.command(),
            new EtlProgram(),
            new StreamProgram(),
            DashboardProgram.command(),
            new LocalProgram());

    private List<String> lines;
    private Map<String, String> shown;

    @BeforeEach
    void readExample() throws IOException {
        lines = Files.readAllLines(EXAMPLE);
        shown = new TreeMap<>();
        for (String line : lines) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                assertThat(shown.put(setting.group(1), setting.group(2)))
                        .as(line)
                        .isNull();
            }
        }
    }

    @Test
    void everyFlagIsThereWithItsDefault() {
        List<String> wrong = new ArrayList<>();
        options()
                .forEach((command, options) -> options.forEach(option -> {
                    String name = option.longestName().substring(2);
                    String value = shown.getOrDefault(command + "." + name, shown.get(name));
                    if (value == null) {
                        wrong.add(command + " --" + name + " is missing; its default is " + option.defaultValue());
                    } else if (option.defaultValue() != null
                            && !defaultOf(option).equals(value)) {
                        wrong.add(command + " --" + name + " is " + value + "; its default is " + defaultOf(option));
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void everySettingIsAFlagOfACommand() {
        Set<String> flags = new TreeSet<>();
        options()
                .forEach((command, options) -> options.forEach(option -> {
                    flags.add(option.longestName().substring(2));
                    flags.add(command + "." + option.longestName().substring(2));
                }));
        assertThat(flags).containsAll(shown.keySet());
    }

    @Test
    void everySettingIsExplained() {
        for (int i = 1; i < lines.size(); i++) {
            if (SETTING.matcher(lines.get(i)).matches()) {
                assertThat(lines.get(i - 1)).as("above " + lines.get(i)).startsWith("#");
            }
        }
    }

    @Test
    void everyCommandIsNamed() {
        String commands = lines.stream()
                .filter(line -> line.startsWith("# Commands: "))
                .findFirst()
                .orElseThrow()
                .substring("# Commands: ".length());
        assertThat(commands.split(", ", -1))
                .containsExactlyInAnyOrderElementsOf(options().keySet());
    }

    /** By command: its options that can be set in a file. */
    private static Map<String, List<OptionSpec>> options() {
        Map<String, List<OptionSpec>> options = new TreeMap<>();
        for (Object program : PROGRAMS) {
            new CommandLine(program)
                    .getSubcommands()
                    .forEach((name, command) -> options.put(
                            name,
                            command.getCommandSpec().options().stream()
                                    .filter(SettingsExampleTest::isSetting)
                                    .toList()));
        }
        return options;
    }

    private static boolean isSetting(OptionSpec option) {
        return option.longestName().startsWith("--")
                && !NOT_SETTINGS.contains(option.longestName().substring(2));
    }

    private static String defaultOf(OptionSpec option) {
        return option.defaultValue().replace("${env:STREAMFLOW_HOME:-.}/", "").replaceFirst("^\\./", "");
    }
}
