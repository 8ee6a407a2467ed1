package dev.streamflow.etl;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.SilverDay;
import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.DateReport;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.landing.LandedFile;
import dev.streamflow.etl.landing.Landing;
import dev.streamflow.events.EventSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Landing to silver, quarantine and gold, one event date after the other, in one application. */
final class DailyEtl implements AutoCloseable {
    private final SparkSession spark;
    private final EtlSettings settings;
    private final List<GoldTable> tables;
    private final Lake lake;
    private final Landing landing;
    private final Clock clock;
    private final String run;
    private final Map<EventSchema, Map<LocalDate, List<LandedFile>>> landed = new LinkedHashMap<>();
    private final Optional<Dataset<Row>> products;

    /** Reads once what all dates share: the landing's ledger and the products. */
    DailyEtl(SparkSession spark, EtlSettings settings, Landing landing, Clock clock, String run) {
        this.spark = spark;
        this.settings = settings;
        this.landing = landing;
        this.clock = clock;
        this.run = run;
        this.tables = Tables.of(settings.schemas(), settings.tables());
        this.lake = new Lake(settings.lake(), spark.sparkContext().hadoopConfiguration());
        for (EventSchema schema : settings.schemas()) {
            landed.put(
                    schema,
                    landing.files(schema.topic().name()).stream().collect(Collectors.groupingBy(LandedFile::date)));
        }
        boolean sells = settings.schemas().stream()
                .anyMatch(schema -> schema.topic().name().equals(SilverDay.TRANSACTIONS));
        this.products = sells ? Optional.of(Products.read(spark, settings.products())) : Optional.empty();
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
     * @throws CommandException with {@link ExitCode#CHECK_FAILED} if its figures do not add up; nothing is published then
     */
    DateReport run(LocalDate date) {
        Instant start = clock.instant();
        try (LakeLock lock = LakeLock.take(lake);
                Staging staging = Staging.begin(lock, run + "-" + date);
                DateRun day = new DateRun(spark, staging, date)) {
            landed.forEach((schema, files) -> {
                if (files.containsKey(date)) {
                    landing.verify(files.get(date));
                    day.clean(schema, files.get(date));
                }
            });
            Gold gold = day.gold(lake, tables, products);
            DateReport report = report(date, start, day, gold);
            staging.ledger(report);
            staging.publish();
            return report;
        }
    }

    private DateReport report(LocalDate date, Instant start, DateRun day, Gold gold) {
        List<Audit> audits = day.passedAudits();
        return new DateReport(
                date,
                run,
                start,
                Duration.between(start, clock.instant()),
                version(),
                settings.parameters(),
                day.balances(),
                gold.rows(),
                gold.renewed(),
                audits);
    }

    private static String version() {
        String version = DailyEtl.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public void close() {
        products.ifPresent(Dataset::unpersist);
    }
}
