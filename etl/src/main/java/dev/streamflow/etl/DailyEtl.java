package dev.streamflow.etl;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.etl.clean.TopicDay;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.SilverDay;
import dev.streamflow.etl.gold.TransactionItems;
import dev.streamflow.etl.lake.DateReport;
import dev.streamflow.etl.lake.DateReport.TopicReport;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Ledger;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.LandedFile;
import dev.streamflow.etl.landing.Landing;
import dev.streamflow.events.EventSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Landing to silver, quarantine and gold, one event date after the other, in one application. */
final class DailyEtl {
    private final SparkSession spark;
    private final EtlSettings settings;
    private final List<GoldTable> tables;
    private final Lake lake;
    private final Clock clock;
    private final String run;
    private final Map<String, Map<LocalDate, List<LandedFile>>> landed = new LinkedHashMap<>();
    private final Dataset<Row> products;

    DailyEtl(SparkSession spark, EtlSettings settings, Clock clock, String run) {
        this.spark = spark;
        this.settings = settings;
        this.clock = clock;
        this.run = run;
        this.tables = Tables.of(settings.schemas(), settings.tables());
        var configuration = spark.sparkContext().hadoopConfiguration();
        this.lake = new Lake(settings.lake(), configuration);
        Landing landing = new Landing(settings.landing(), configuration);
        for (EventSchema schema : settings.schemas()) {
            String topic = schema.topic().name();
            landed.put(topic, landing.files(topic).stream().collect(Collectors.groupingBy(LandedFile::date)));
        }
        this.products = Products.read(spark, settings.products());
    }

    /** Of the dates asked for, those of which something has landed. */
    List<LocalDate> landedDates() {
        return settings.dates().stream()
                .filter(date -> landed.values().stream().anyMatch(byDate -> byDate.containsKey(date)))
                .toList();
    }

    /**
     * Computes and publishes one date.
     *
     * @throws CommandException with {@link ExitCode#CHECK_FAILED} if its figures do not balance; nothing is published then
     */
    DateReport run(LocalDate date) {
        Instant start = clock.instant();
        List<TopicDay> days = new ArrayList<>();
        try (Staging staging = Staging.begin(lake, run)) {
            List<TopicReport> balances = new ArrayList<>();
            for (EventSchema schema : settings.schemas()) {
                List<LandedFile> files = landed.get(schema.topic().name()).getOrDefault(date, List.of());
                if (!files.isEmpty()) {
                    TopicDay day = TopicDay.read(spark, schema, files);
                    days.add(day);
                    balances.add(clean(day, date, staging));
                }
            }
            Gold gold = new Gold(spark, lake, staging, date);
            SilverDay silver = silver(days, date, staging);
            tables.stream()
                    .filter(table -> silver.topics().keySet().containsAll(table.topics()))
                    .forEach(table -> gold.make(table, silver));
            staging.publish();
            DateReport report = new DateReport(
                    date,
                    run,
                    start,
                    Duration.between(start, clock.instant()),
                    version(),
                    settings.parameters(),
                    balances,
                    new TreeMap<>(gold.rows()),
                    gold.renewed());
            new Ledger(lake).add(report);
            return report;
        } finally {
            days.forEach(TopicDay::close);
        }
    }

    /** Stages silver and quarantine of a topic and sees that every landed line is in one of them or a duplicate. */
    private static TopicReport clean(TopicDay day, LocalDate date, Staging staging) {
        String topic = day.schema().topic().name();
        Observation decoded = new Observation();
        Dataset<Row> checked = day.checked()
                .observe(
                        decoded,
                        count(lit(1)).as("rows"),
                        count_if(TopicDay.isQuarantined()).as("quarantined"));
        staging.parquet(TopicDay.quarantine(checked), Zone.QUARANTINE, topic, date);
        Observation kept = new Observation();
        staging.parquet(day.clean().observe(kept, count(lit(1)).as("rows")), Zone.SILVER, topic, date);

        long rows = figure(decoded, "rows");
        long quarantined = figure(decoded, "quarantined");
        long clean = figure(kept, "rows");
        long lines = day.files().stream().mapToLong(LandedFile::records).sum();
        if (rows != lines || clean + quarantined > rows) {
            throw new CommandException(
                    ExitCode.CHECK_FAILED,
                    "Cannot publish " + date + ": of " + topic + ", " + lines + " records have landed, but " + rows
                            + " were read, " + clean + " of them clean and " + quarantined + " quarantined",
                    "`streamflow verify --topic " + topic + "` says which file is not as it was committed.");
        }
        List<Long> runs =
                day.files().stream().map(LandedFile::run).distinct().sorted().toList();
        Map<String, Long> reasons = quarantined == 0 ? Map.of() : day.reasons();
        return new TopicReport(topic, runs, lines, clean, rows - quarantined - clean, quarantined, reasons);
    }

    private static long figure(Observation observation, String name) {
        try {
            return ((Number) observation.getAsJava().get(name)).longValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILURE, "Cannot wait for Spark's figures: interrupted");
        }
    }

    private SilverDay silver(List<TopicDay> days, LocalDate date, Staging staging) {
        Map<String, Dataset<Row>> topics = new LinkedHashMap<>();
        days.forEach(day -> topics.put(day.schema().topic().name(), day.clean()));
        Optional<Dataset<Row>> items = Optional.ofNullable(topics.get(SilverDay.TRANSACTIONS))
                .map(transactions -> TransactionItems.of(transactions, products));
        items.ifPresent(lines -> staging.parquet(lines, Zone.SILVER, TransactionItems.NAME, date));
        return new SilverDay(topics, items);
    }

    private static String version() {
        String version = DailyEtl.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
