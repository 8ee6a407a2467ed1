package dev.streamflow.cli;

import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The event dates (UTC) a command is about: one, or a range. */
public final class DateOptions {
    @Spec(Target.MIXEE)
    CommandSpec spec;

    @Option(names = "--date", paramLabel = "DATE", description = "One event date (UTC), such as 2026-01-31")
    LocalDate date;

    @Option(names = "--from", paramLabel = "DATE", description = "The first date of a range")
    LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last date of the range, included")
    LocalDate to;

    /** The dates asked for, ascending; empty where none was given. */
    public List<LocalDate> dates() {
        boolean oneByFlag = isFlag("--date");
        boolean rangeByFlag = isFlag("--from") || isFlag("--to");
        // A flag of one kind beats a setting of the other.
        boolean one = date != null && (oneByFlag || !rangeByFlag);
        boolean range = (from != null || to != null) && (rangeByFlag || !oneByFlag);
        if (one && range) {
            throw new ParameterException(spec.commandLine(), "Give --date or --from and --to, not both");
        } else if (one) {
            return List.of(date);
        }
        return range ? range() : List.of();
    }

    private List<LocalDate> range() {
        if (from == null || to == null) {
            throw new ParameterException(spec.commandLine(), "--from and --to go together");
        } else if (from.isAfter(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is after --to " + to);
        }
        return from.datesUntil(to.plusDays(1)).toList();
    }

    private boolean isFlag(String name) {
        return spec.commandLine().getParseResult().hasMatchedOption(name);
    }

    /** As {@link #dates}, for a command that needs at least one. */
    public List<LocalDate> requiredDates() {
        List<LocalDate> dates = dates();
        if (dates.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: --date, or --from and --to");
        }
        return dates;
    }
}
