package dev.streamflow.etl.commands;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.etl.audit.MissedDate;
import dev.streamflow.etl.due.DateRange;
import dev.streamflow.etl.job.DailyEtl;
import dev.streamflow.etl.job.EtlSettings;
import dev.streamflow.etl.job.PublishedBatch;
import dev.streamflow.etl.job.SparkErrors;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code etl} command: options to settings, settings to the job. */
@Command(
        name = "etl",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes silver, quarantine and gold of one event date or of a range, from what has landed.",
        footer = {
            "",
            "Examples:",
            "  etl --date 2026-01-01",
            "  etl --from 2026-01-01 --to 2026-01-31 --topics user_events,transaction_events",
            "  spark-submit --master spark://master:7077 etl.jar etl --date 2026-01-01 --profile prod"
        })
public final class EtlCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Mixin
    DateOptions dates;

    @Mixin
    TableOptions about;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/data/reference/products.csv",
            description = "The list of products (default: ${DEFAULT-VALUE})")
    String products;

    @Option(
            names = "--due",
            description =
                    "Of these dates only those that are due, as `due` says, once it is this run's turn to publish")
    boolean onlyDue;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Kept in the ledger with each date; `ledger --label` finds by it what was published")
    String label;

    @Option(
            names = "--profile",
            defaultValue = "dev",
            description = "dev: on this machine; prod: as spark-submit says (default: ${DEFAULT-VALUE})")
    Profile profile;

    @Mixin
    CommonOptions common;

    /**
     * What the last line of standard output holds.
     *
     * @param upToDate with {@code --due}: the dates asked for that had nothing to compute
     * @param withoutLanding the dates asked for of which nothing has landed
     * @param retained with {@code --due}: the dates asked for that retention has deleted landing of
     * @param missed those of them on which something was to be expected
     */
    record Outcome(
            String run,
            List<LocalDate> upToDate,
            List<LocalDate> withoutLanding,
            List<LocalDate> retained,
            List<MissedDate> missed,
            List<DateReport> dates) {}

    @Override
    public Result call() {
        List<LocalDate> asked = dates.requiredDates();
        List<EventSchema> known = about.known();
        SparkSession spark = SessionFactory.session("streamflow etl", profile);
        HadoopLanding zone =
                new HadoopLanding(about.landing, spark.sparkContext().hadoopConfiguration()).existing();
        List<EventSchema> chosen = about.chosen(zone, known);
        chosen.forEach(schema -> new Checks(schema).validate(spark));

        Clock clock = Clock.systemUTC();
        String run = RunName.at(clock);
        EtlSettings settings = new EtlSettings(
                asked, chosen, about.tables, about.landing, about.lake, products, about.drift, onlyDue, label);
        try (DailyEtl etl = DailyEtl.start(spark, settings, zone, clock, run)) {
            return publish(etl, asked, run);
        }
    }

    private Result publish(DailyEtl etl, List<LocalDate> asked, String run) {
        List<DateReport> reports = new ArrayList<>();
        Set<LocalDate> upToDate = new TreeSet<>();
        Set<LocalDate> retained = new TreeSet<>();
        List<LocalDate> rest = asked;
        try {
            while (!rest.isEmpty()) {
                List<LocalDate> left = rest;
                DateRange range = new DateRange(left.get(0), left.get(left.size() - 1));
                PublishedBatch batch = SparkErrors.naming("compute " + range, () -> etl.publishFirst(left));
                List<DateReport> made = batch.reports();
                left.forEach(upToDate::remove);
                upToDate.addAll(batch.upToDate());
                retained.addAll(batch.deleted());
                reports.addAll(made);
                if (!made.isEmpty()) {
                    err().println("Published " + made.get(0).batch());
                }
                rest = after(made, rest);
            }
        } catch (CommandException e) {
            // What was published before a later batch failed stays published.
            throw e.after(outcome(etl, run, without(asked, rest), upToDate, retained, reports));
        }
        Outcome outcome = outcome(etl, run, without(asked, rest), upToDate, retained, reports);
        return reports.isEmpty() ? Result.nothingToDo(outcome) : Result.done(outcome);
    }

    /** What is left of these dates once their first ones are published. */
    private static List<LocalDate> after(List<DateReport> made, List<LocalDate> dates) {
        if (made.isEmpty()) {
            return List.of();
        }
        LocalDate last = made.get(made.size() - 1).date();
        return dates.stream().filter(date -> date.isAfter(last)).toList();
    }

    private static List<LocalDate> without(Collection<LocalDate> dates, Collection<LocalDate> others) {
        return dates.stream().filter(date -> !others.contains(date)).toList();
    }

    /** Tells people of empty dates and of warnings, and gives the result. */
    private Outcome outcome(
            DailyEtl etl,
            String run,
            List<LocalDate> handled,
            Set<LocalDate> upToDate,
            Set<LocalDate> retained,
            List<DateReport> reports) {
        List<LocalDate> unpublished =
                without(handled, reports.stream().map(DateReport::date).toList());
        List<LocalDate> unchanged =
                unpublished.stream().filter(upToDate::contains).toList();
        unchanged.forEach(date -> err().println("Nothing to do for " + date + ": it is up to date"));
        retained.forEach(date -> err().println("Nothing to do for " + date + ": retention has deleted landing of it"));
        List<LocalDate> withoutLanding = without(without(unpublished, unchanged), retained);
        List<MissedDate> missed = new ArrayList<>();
        for (LocalDate date : withoutLanding) {
            err().println("Nothing has landed for " + date);
            List<Audit> warnings = etl.missed(date);
            if (!warnings.isEmpty()) {
                missed.add(new MissedDate(date, warnings));
                warnings.forEach(warning -> err().println(line(date, warning)));
            }
        }
        reports.forEach(report -> report.warnings().forEach(warning -> err().println(line(report.date(), warning))));
        return new Outcome(run, unchanged, withoutLanding, List.copyOf(retained), missed, reports);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    static String line(LocalDate date, Audit warning) {
        return "Warning: " + date + ": " + warning.of() + " is " + warning.found() + ", not " + warning.check()
                + ", which is " + warning.expected();
    }
}
