package dev.streamflow.cli;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What all commands share of picocli: {@code --help} and {@code --version}, exit codes in the help, types of options.
 */
final class Conventions {
    private static final Map<String, String> EXIT_CODES = exitCodes();

    private Conventions() {}

    static CommandLine apply(CommandLine commandLine) {
        describe(commandLine);
        return commandLine
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .registerConverter(Rate.class, Rate::parse)
                .registerConverter(Duration.class, new DurationConverter())
                .registerConverter(LocalDate.class, Conventions::date);
    }

    private static void describe(CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        if (spec.findOption("--help") == null) {
            spec.addOption(flag("-h", "--help", "Show this help and end")
                    .usageHelp(true)
                    .build());
            spec.addOption(flag("-V", "--version", "Show the version and end")
                    .versionHelp(true)
                    .build());
        }
        if (spec.version().length == 0 && spec.versionProvider() == null) {
            spec.versionProvider(new BuildVersion());
        }
        if (spec.usageMessage().exitCodeList().isEmpty()) {
            spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(EXIT_CODES);
        }
        commandLine.getSubcommands().values().forEach(Conventions::describe);
    }

    /**
     * Not picocli's mixin of standard options: added afterwards, it shifts the arguments of a command that is a method.
     */
    private static OptionSpec.Builder flag(String shortName, String name, String description) {
        return OptionSpec.builder(shortName, name).type(boolean.class).description(description);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a date such as 2026-01-31");
        }
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            codes.put(String.valueOf(code.code()), code.meaning());
        }
        return codes;
    }
}
