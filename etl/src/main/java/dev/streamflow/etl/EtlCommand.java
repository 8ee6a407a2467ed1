package dev.streamflow.etl;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.clean.Checks;
import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.DateReport;
import dev.streamflow.etl.landing.Landing;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.Schemas;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
final class EtlCommand implements Callable<Integer> {
    private static final DateTimeFormatter RUN = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'");

    @Spec
    CommandSpec spec;

    @Mixin
    DateOptions dates;

    @Option(
            names = "--landing",
            paramLabel = "DIR",
            defaultValue = "data/landing",
            description = "What has landed (default: ${DEFAULT-VALUE})")
    String landing;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            defaultValue = "data/lake",
            description = "Where the tables go, on a local file system or HDFS (default: ${DEFAULT-VALUE})")
    String lake;

    @Option(
            names = "--topics",
            paramLabel = "TOPIC",
            split = ",",
            description = "Only these (default: all that have a schema and have landed)")
    Set<String> topics = Set.of();

    @Option(
            names = "--tables",
            paramLabel = "TABLE",
            split = ",",
            description = "Only these gold tables (default: all)")
    Set<String> tables = Set.of();

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/data/reference/products.csv",
            description = "The list of products (default: ${DEFAULT-VALUE})")
    String products;

    @Option(
            names = "--drift",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description =
                    "Warn of a date whose revenue or clean events differ by more than this share from the mean of the"
                            + " week before (default: ${DEFAULT-VALUE})")
    BigDecimal drift;

    @Option(
            names = "--profile",
            defaultValue = "dev",
            description = "dev: on this machine; prod: as spark-submit says (default: ${DEFAULT-VALUE})")
    Profile profile;

    @Mixin
    CommonOptions common;

    /** What the last line of standard output holds. */
    record Outcome(String run, List<LocalDate> withoutLanding, List<DateReport> dates) {}

    @Override
    public Integer call() {
        List<LocalDate> asked = dates.requiredDates();
        List<EventSchema> known = Schemas.all(schemas);
        refuseUnknown(known);
        SparkSession spark = SessionFactory.session("streamflow etl", profile);
        Landing zone = new Landing(landing, spark.sparkContext().hadoopConfiguration()).existing();
        List<EventSchema> chosen = landed(zone, known);
        chosen.forEach(schema -> new Checks(schema).validate(spark));

        Clock clock = Clock.systemUTC();
        String run = RUN.withZone(ZoneOffset.UTC).format(Instant.now(clock));
        EtlSettings settings = new EtlSettings(asked, chosen, tables, landing, lake, products, drift);
        try (DailyEtl etl = new DailyEtl(spark, settings, zone, clock, run)) {
            return publish(etl, asked, run);
        }
    }

    private int publish(DailyEtl etl, List<LocalDate> asked, String run) {
        List<LocalDate> without = new ArrayList<>(asked);
        etl.batches().forEach(batch -> without.removeAll(batch.dates()));
        List<DateReport> reports = new ArrayList<>();
        PrintWriter err = spec.commandLine().getErr();
        try {
            for (Batch batch : etl.batches()) {
                reports.addAll(Failures.naming("compute " + batch, () -> etl.run(batch)));
                err.println("Published " + batch);
            }
        } catch (CommandException e) {
            // What was published before a later batch failed stays published.
            say(err, without, reports);
            throw e.after(new Outcome(run, without, reports));
        }
        say(err, without, reports);
        Result.print(spec, new Outcome(run, without, reports));
        return reports.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.OK;
    }

    private static void say(PrintWriter err, List<LocalDate> without, List<DateReport> reports) {
        without.forEach(date -> err.println("Nothing has landed for " + date));
        reports.forEach(report -> report.warnings().forEach(warning -> err.println(line(report, warning))));
    }

    private static String line(DateReport report, Audit warning) {
        return "Warning: " + report.date() + ": " + warning.of() + " is " + warning.found() + ", not " + warning.check()
                + ", which is " + warning.expected();
    }

    private void refuseUnknown(List<EventSchema> known) {
        Set<String> names = new TreeSet<>(
                known.stream().map(schema -> schema.topic().name()).toList());
        for (String topic : topics) {
            if (!names.contains(topic)) {
                throw new UsageException(
                        "Cannot read topic " + topic + ": no schema in " + schemas + " describes it",
                        "There are " + String.join(", ", names) + ".");
            }
        }
    }

    private List<EventSchema> landed(Landing zone, List<EventSchema> known) {
        Map<String, EventSchema> chosen = new LinkedHashMap<>();
        for (EventSchema schema : known) {
            String topic = schema.topic().name();
            if ((topics.isEmpty() || topics.contains(topic)) && zone.has(topic)) {
                chosen.put(topic, schema);
            }
        }
        return List.copyOf(chosen.values());
    }
}
