package dev.streamflow.etl;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.Silver;
import dev.streamflow.etl.lake.DateReport;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Ledger;
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
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Landing to silver, quarantine and gold, one batch of event dates after the other, in one application. */
final class DailyEtl implements AutoCloseable {
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    /** Compressed, as it has landed. */
    private static final long BYTES_PER_PARTITION = 16L << 20;

    private final SparkSession spark;
    private final long partitions;
    private final EtlSettings settings;
    private final Lake lake;
    private final Landing landing;
    private final Clock clock;
    private final String run;
    private final List<Batch> batches;
    private final Optional<Dataset<Row>> products;
    private final List<GoldTable> tables;

    /** Reads once what all dates share: the landing's ledger and the products. */
    DailyEtl(SparkSession spark, EtlSettings settings, Landing landing, Clock clock, String run) {
        this.spark = spark;
        this.partitions = Long.parseLong(spark.conf().get(PARTITIONS));
        this.settings = settings;
        this.landing = landing;
        this.clock = clock;
        this.run = run;
        this.lake = new Lake(settings.lake(), spark.sparkContext().hadoopConfiguration());
        Map<EventSchema, List<LandedFile>> landed = new LinkedHashMap<>();
        for (EventSchema schema : settings.schemas()) {
            landed.put(
                    schema,
                    landing.files(schema.topic().name()).stream()
                            .filter(file -> settings.dates().contains(file.date()))
                            .toList());
        }
        this.batches = Batch.of(landed);
        boolean sells = settings.schemas().stream()
                .anyMatch(schema -> schema.topic().name().equals(Silver.TRANSACTIONS));
        this.products = sells ? Optional.of(Products.read(spark, settings.products())) : Optional.empty();
        this.tables = Tables.of(settings.schemas(), settings.tables(), products);
    }

    /** The dates asked for of which something has landed, as they are computed together. */
    List<Batch> batches() {
        return batches;
    }

    /**
     * Computes and publishes a batch.
     *
     * @return what was made of each of its dates
     * @throws CheckFailedException if its figures do not add up; nothing is published then
     */
    List<DateReport> run(Batch batch) {
        Instant start = clock.instant();
        // Tasks cost something as well: a small day is best served by few of them.
        spark.conf().set(PARTITIONS, Math.min(partitions, 1 + batch.bytes() / BYTES_PER_PARTITION));
        try (LakeLock lock = LakeLock.take(lake, run);
                Staging staging = Staging.begin(lock, run + "-" + batch.dates().get(0))) {
            BatchRun computed = new BatchRun(spark, batch, staging);
            computed.clean(landing);
            computed.gold(lake, tables, products);
            List<DateReport> reports = reports(batch, computed, start);
            reports.forEach(staging::ledger);
            staging.publish();
            return reports;
        }
    }

    private List<DateReport> reports(Batch batch, BatchRun computed, Instant start) {
        Ledger ledger = new Ledger(lake);
        Drift drift = new Drift(settings.drift());
        Map<LocalDate, DateReport> reports = new TreeMap<>();
        for (LocalDate date : batch.dates()) {
            DateReport report = new DateReport(
                    date,
                    run,
                    start,
                    batch.toString(),
                    Duration.between(start, clock.instant()),
                    version(),
                    settings.parameters(),
                    computed.topics(date),
                    computed.revenue(date).orElse(null),
                    computed.tables(date),
                    computed.renewed(),
                    computed.passedAudits(date),
                    List.of());
            reports.put(
                    date,
                    report.warning(drift.of(
                            report,
                            day -> reports.containsKey(day)
                                    ? reports.get(day)
                                    : ledger.last(day).orElse(null))));
        }
        return List.copyOf(reports.values());
    }

    private static String version() {
        String version = DailyEtl.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public void close() {
        spark.conf().set(PARTITIONS, partitions);
        products.ifPresent(Dataset::unpersist);
    }
}
