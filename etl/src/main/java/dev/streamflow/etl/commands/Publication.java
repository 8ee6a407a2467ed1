package dev.streamflow.etl.commands;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.Result;
import dev.streamflow.etl.audit.MissedDate;
import dev.streamflow.etl.due.DateRange;
import dev.streamflow.etl.job.DailyEtl;
import dev.streamflow.etl.job.PublishedBatch;
import dev.streamflow.etl.job.SparkErrors;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Publishes dates batch by batch, and tells of those that there was nothing to publish for. */
final class Publication {
    private final DailyEtl etl;
    private final String run;
    private final PrintWriter err;

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

    Publication(DailyEtl etl, String run, PrintWriter err) {
        this.etl = etl;
        this.run = run;
        this.err = err;
    }

    /** Publishes these dates, ascending, as far as they have landed and are due. */
    Result of(List<LocalDate> asked) {
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
                    err.println("Published " + made.get(0).batch());
                }
                rest = after(made, rest);
            }
        } catch (RuntimeException e) {
            // What was published before a later batch failed stays published.
            throw CommandException.of(e).after(outcome(without(asked, rest), upToDate, retained, reports));
        }
        Outcome outcome = outcome(without(asked, rest), upToDate, retained, reports);
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
            List<LocalDate> handled, Set<LocalDate> upToDate, Set<LocalDate> retained, List<DateReport> reports) {
        List<LocalDate> unpublished =
                without(handled, reports.stream().map(DateReport::date).toList());
        List<LocalDate> unchanged =
                unpublished.stream().filter(upToDate::contains).toList();
        unchanged.forEach(date -> err.println("Nothing to do for " + date + ": it is up to date"));
        retained.forEach(date -> err.println("Nothing to do for " + date + ": retention has deleted landing of it"));
        List<LocalDate> withoutLanding = without(without(unpublished, unchanged), retained);
        List<MissedDate> missed = new ArrayList<>();
        for (LocalDate date : withoutLanding) {
            err.println("Nothing has landed for " + date);
            List<Audit> warnings = etl.missed(date);
            if (!warnings.isEmpty()) {
                missed.add(new MissedDate(date, warnings));
                warnings.forEach(warning -> err.println(WarningLine.of(date, warning)));
            }
        }
        reports.forEach(report ->
                report.warnings().forEach(warning -> err.println(WarningLine.of(report.date(), warning))));
        return new Outcome(run, unchanged, withoutLanding, List.copyOf(retained), missed, reports);
    }
}
