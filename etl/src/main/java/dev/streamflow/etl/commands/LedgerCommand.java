package dev.streamflow.etl.commands;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.NothingToDoException;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.TextTable;
import dev.streamflow.etl.due.CompleteDates;
import dev.streamflow.etl.due.DateRange;
import dev.streamflow.etl.job.EtlSettings;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.RetentionCut;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import dev.streamflow.etl.ledger.LakeLedger;
import dev.streamflow.etl.ledger.LakeState;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code ledger} command: shows what each run made of a date, from Kafka offsets to rows of gold. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says what was made of each date: records landed, clean, duplicate, quarantined, and the rows of gold.",
        footer = {
            "",
            "Examples:",
            "  ledger                         a line for each published date",
            "  ledger --date 2026-01-01       every figure of a date",
            "  ledger --date 2026-01-01 --runs | tail -1 | jq '.dates[].run'"
        })
public final class LedgerCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Mixin
    DateOptions dates;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            defaultValue = "data/lake",
            description = "Where the tables are (default: ${DEFAULT-VALUE})")
    String lake;

    @Option(
            names = "--landing",
            paramLabel = "DIR",
            description =
                    "Look at what has landed since: a date is not complete if its tables do not hold it, and is if"
                            + " landing has reached its end (default: what was known when the date was published)")
    Optional<String> landing = Optional.empty();

    @Option(
            names = "--runs",
            description = "Every run of a date, not only the last, whose tables are the published ones")
    boolean runs;

    @Option(names = "--label", paramLabel = "TEXT", description = "Only what runs with this label have published")
    Optional<String> label = Optional.empty();

    @Mixin
    CommonOptions common;

    /**
     * What the last line of standard output holds.
     *
     * @param retained those of the dates whose tables retention has deleted
     * @param complete those that are landed through their end and whose tables hold all of it without a warning
     */
    record Outcome(
            List<LocalDate> withoutRun, List<Retained> retained, List<LocalDate> complete, List<DateReport> dates) {}

    /** A date whose tables are not there any more. */
    record Retained(LocalDate date, @JsonUnwrapped RetentionCut cut) {}

    @Override
    public Result call() {
        Configuration configuration = HadoopSettings.configuration();
        Lake tables = new Lake(lake, configuration).requireIntact();
        LakeLedger ledger = new LakeLedger(tables);
        List<LocalDate> asked = dates.dates().isEmpty() ? ledger.dates() : dates.dates();
        List<DateReport> reports =
                asked.stream().flatMap(date -> reports(ledger, date)).toList();
        Set<LocalDate> reported = reports.stream().map(DateReport::date).collect(Collectors.toSet());
        List<LocalDate> without =
                asked.stream().filter(date -> !reported.contains(date)).toList();
        PrintWriter out = spec.commandLine().getOut();
        if (reports.isEmpty()) {
            throw new NothingToDoException(
                    "Cannot show the ledger of " + lake + ": no run has published "
                            + (without.isEmpty() ? "any date" : without.get(0).toString()),
                    "`streamflow etl` publishes dates; --lake says where.");
        }
        LakeState published = ledger.published(asked);
        CompleteDates complete = new CompleteDates(published, landed(tables, published, configuration));
        if (dates.dates().size() == 1) {
            reports.forEach(report -> detail(out, report, complete));
        } else {
            summary(out, reports, complete);
        }
        List<Retained> retained = retained(published, asked);
        said(retained).forEach(line -> spec.commandLine().getErr().println(line));
        without.forEach(date -> spec.commandLine().getErr().println("No run has published " + date));
        return Result.done(new Outcome(
                without, retained, asked.stream().filter(complete::has).toList(), reports));
    }

    /** What has landed of the topics that are published, if that is to be looked at. */
    private Map<String, LandedDates> landed(Lake tables, LakeState published, Configuration configuration) {
        Map<String, LandedDates> landed = new TreeMap<>();
        landing.map(folder -> new HadoopLanding(folder, configuration).existing())
                .ifPresent(zone -> published.dates().values().stream()
                        .flatMap(date -> date.topics().keySet().stream())
                        .distinct()
                        .forEach(topic -> landed.put(topic, zone.dates(topic, tables.landingSummaries()))));
        return landed;
    }

    private static List<Retained> retained(LakeState published, List<LocalDate> dates) {
        return dates.stream()
                .flatMap(date -> published.retained(date).map(cut -> new Retained(date, cut)).stream())
                .toList();
    }

    /** A line for each range of dates that have left together. */
    private static List<String> said(List<Retained> retained) {
        Map<RetentionCut, List<LocalDate>> byCut = new LinkedHashMap<>();
        retained.forEach(one ->
                byCut.computeIfAbsent(one.cut(), cut -> new ArrayList<>()).add(one.date()));
        return byCut.entrySet().stream()
                .flatMap(entry -> DateRange.of(entry.getValue(), date -> false).stream()
                        .map(range -> "The tables of " + range + " were "
                                + entry.getKey().said()))
                .toList();
    }

    private Stream<DateReport> reports(LakeLedger ledger, LocalDate date) {
        List<DateReport> reports = ledger.of(date).stream()
                .filter(report -> label.isEmpty()
                        || label.get().equals(report.parameters().get(EtlSettings.LABEL)))
                .toList();
        return reports.stream().skip(runs ? 0 : Math.max(0, reports.size() - 1));
    }

    private static void summary(PrintWriter out, List<DateReport> reports, CompleteDates complete) {
        TextTable table = new TextTable(
                "date",
                "run",
                "topic",
                "landed",
                "clean",
                "duplicates",
                "quarantined",
                "revenue",
                "warnings",
                "complete");
        for (DateReport report : reports) {
            for (TopicReport topic : report.topics()) {
                table.row(
                        report.date(),
                        report.run(),
                        topic.topic(),
                        topic.landed(),
                        topic.clean(),
                        topic.duplicates(),
                        topic.quarantined(),
                        report.revenue() == null ? "" : report.revenue(),
                        report.warnings().size(),
                        complete.has(report.date()) ? "yes" : "no");
            }
        }
        table.lines().forEach(out::println);
    }

    private static void detail(PrintWriter out, DateReport report, CompleteDates complete) {
        out.println("Date " + report.date() + ", run " + report.run() + ", code " + report.code() + ", computed with "
                + report.batch() + " in " + report.took().toSeconds() + " s");
        out.println(complete.whyNot(report.date())
                .map(why -> "Not complete: " + why)
                .orElse("Complete"));
        out.println();
        TextTable topics = new TextTable("topic", "partition", "run", "first offset", "last offset", "landed");
        TextTable balance = new TextTable("topic", "landed", "clean", "duplicates", "quarantined");
        TextTable reasons = new TextTable("topic", "reason", "rows");
        for (TopicReport topic : report.topics()) {
            topic.offsets()
                    .forEach(from -> topics.row(
                            topic.topic(),
                            from.partition(),
                            from.landingRun(),
                            from.first(),
                            from.last(),
                            from.records()));
            balance.row(topic.topic(), topic.landed(), topic.clean(), topic.duplicates(), topic.quarantined());
            topic.reasons().forEach((reason, rows) -> reasons.row(topic.topic(), reason, rows));
        }
        TextTable tables = new TextTable("gold table", "rows");
        report.tables().forEach(tables::row);
        TextTable checks = new TextTable("check", "of", "expected", "found");
        report.audits().forEach(audit -> checks.row(audit.check(), audit.of(), audit.expected(), audit.found()));
        report.warnings()
                .forEach(audit -> checks.row("WARNING: " + audit.check(), audit.of(), audit.expected(), audit.found()));
        for (TextTable table : List.of(topics, balance, reasons, tables, checks)) {
            table.lines().forEach(out::println);
            out.println();
        }
    }
}
