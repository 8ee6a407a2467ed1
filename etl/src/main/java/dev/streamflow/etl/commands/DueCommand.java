package dev.streamflow.etl.commands;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.etl.audit.DriftCheck;
import dev.streamflow.etl.due.CompleteDates;
import dev.streamflow.etl.due.DateRange;
import dev.streamflow.etl.due.DuePlan;
import dev.streamflow.etl.due.DuePlan.Request;
import dev.streamflow.etl.due.DueTables;
import dev.streamflow.etl.gold.GoldTables;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.events.model.EventSchema;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code due} command: which dates have to be computed, and why. */
@Command(
        name = "due",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says which event dates have to be computed, and why: never computed, more landed since, a table"
                + " is missing. It changes nothing.",
        footer = {
            "",
            "Examples:",
            "  due --date 2026-01-31                  that date, and those of the window before it",
            "  due --from 2026-01-01 --to 2026-01-31 --window 0",
            "  due --date 2026-01-31 --waive 2020-01-01..2020-12-31 | tail -1 | jq '.ranges'"
        })
public final class DueCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Mixin
    DateOptions dates;

    @Mixin
    TableOptions about;

    @Option(
            names = "--window",
            paramLabel = "DAYS",
            defaultValue = "31",
            description = "Days, back from the newest date asked for, whose dates are due without being asked for;"
                    + " those outside are overdue, which is said and no more (default: ${DEFAULT-VALUE})")
    int window;

    @Option(
            names = "--waive",
            paramLabel = "DATE|DATE..DATE",
            split = ",",
            converter = DateRange.Parser.class,
            description = "Dates that are not to be computed though they have landed, unless they are asked for")
    List<DateRange> waived = List.of();

    @Option(names = "--again", description = "The dates asked for are due although nothing is new")
    boolean again;

    @Option(
            names = "--full",
            description = "Read every document of both ledgers instead of their sums, and fail where these differ")
    boolean full;

    @Mixin
    CommonOptions common;

    private final Clock clock = Clock.systemUTC();

    /**
     * What the last line of standard output holds.
     *
     * @param complete those of the dates up to date that have no warning and are landed through their end
     */
    record Outcome(@JsonUnwrapped DuePlan plan, List<LocalDate> complete) {}

    @Override
    public Result call() {
        if (window < 0) {
            throw new ParameterException(spec.commandLine(), "--window must be 0 or more, but is " + window);
        }
        Configuration configuration = HadoopSettings.configuration();
        List<EventSchema> known = about.known();
        Lake lake = new Lake(about.lake, configuration).requireIntact();
        LedgerSums sums = new LedgerSums(lake, full);
        LakeState published = sums.published();
        HadoopLanding zone = new HadoopLanding(about.landing, configuration);
        if (!published.dates().isEmpty()) {
            // Before the first landing there may be neither.
            zone.existing();
        }
        List<EventSchema> schemas = about.chosen(zone, known);
        Map<String, LandedDates> landed = new TreeMap<>();
        schemas.forEach(schema -> landed.put(
                schema.topic().name(), sums.landed(zone, schema.topic().name())));
        DueTables tables =
                new DueTables(landed, GoldTables.of(schemas, about.tables, Optional.empty()), published, lake);
        DuePlan plan =
                DuePlan.of(tables, request(), date -> new DriftCheck(about.drift).of(date, landed.keySet(), published));
        CompleteDates complete = new CompleteDates(published, landed);
        DueText.print(
                plan, complete, spec.commandLine().getOut(), spec.commandLine().getErr());
        return Result.done(
                new Outcome(plan, plan.upToDate().stream().filter(complete::has).toList()));
    }

    private Request request() {
        List<LocalDate> asked = dates.dates();
        LocalDate today = LocalDate.now(clock);
        LocalDate newest = asked.isEmpty() ? today.minusDays(1) : asked.get(asked.size() - 1);
        // Clocks and time zones of producers differ by up to a day.
        return new Request(asked, newest, window, today.plusDays(2), waived, again);
    }
}
