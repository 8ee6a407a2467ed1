package dev.streamflow.etl.job;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.etl.audit.DriftCheck;
import dev.streamflow.etl.due.DueTables;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.GoldTables;
import dev.streamflow.etl.gold.TableCatalog;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.LakeLedger;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.silver.Products;
import dev.streamflow.etl.silver.Silver;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Landing to silver, quarantine and gold, one batch of event dates after the other, in one application. */
public final class DailyEtl implements AutoCloseable {
    private final SparkSession spark;
    private final BatchSettings batchSettings;
    private final EtlSettings settings;
    private final Lake lake;
    private final HadoopLanding landing;
    private final Clock clock;
    private final String run;
    private final Optional<Dataset<Row>> products;
    private final List<GoldTable> tables;

    private DailyEtl(
            SparkSession spark,
            BatchSettings batchSettings,
            EtlSettings settings,
            HadoopLanding landing,
            Clock clock,
            String run,
            Optional<Dataset<Row>> products) {
        this.spark = spark;
        this.batchSettings = batchSettings;
        this.settings = settings;
        this.landing = requireNonNull(landing, "landing is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.run = requireNonNull(run, "run is null");
        this.lake = new Lake(settings.lake(), spark.sparkContext().hadoopConfiguration());
        this.products = products;
        this.tables = GoldTables.of(settings.schemas(), settings.tables(), products);
    }

    /**
     * Starts a run, and reads what all of its dates share: the products, where transactions are read.
     *
     * @param run its name, which staging and the ledger have
     */
    public static DailyEtl start(
            SparkSession spark, EtlSettings settings, HadoopLanding landing, Clock clock, String run) {
        // Fails on an unsupported lake before anything is read.
        new Lake(settings.lake(), spark.sparkContext().hadoopConfiguration());
        BatchSettings batchSettings = BatchSettings.of(spark);
        try {
            Optional<Dataset<Row>> products = settings.topics().contains(Silver.TRANSACTIONS)
                    ? Optional.of(Products.read(spark, settings.products()))
                    : Optional.empty();
            return new DailyEtl(spark, batchSettings, settings, landing, clock, run, products);
        } catch (RuntimeException e) {
            batchSettings.close();
            throw e;
        }
    }

    /**
     * Computes and publishes the first of these dates that have landed, as many as go together. What has landed is
     * listed under the lake's lock, so that a run that had to wait never replaces what another has made by something
     * older.
     *
     * @param dates ascending
     * @return what was published; no reports if none of the dates has landed, or is due where only such dates are
     *     wanted
     * @throws CheckFailedException if the figures do not add up, landing lacks what a published table was made of, or
     *     retention has deleted landing of a date that is wanted whether it is due or not; nothing is published then
     */
    public PublishedBatch publishFirst(List<LocalDate> dates) {
        try (LakeLock lock = LakeLock.take(lake, run);
                Staging staging = Staging.begin(lock, run + "-" + dates.get(0))) {
            LakeState before = new LakeLedger(lake).published(DriftCheck.looksAt(dates));
            LandedTopics landed = LandedTopics.of(landing, settings.schemas(), lake.landingSummaries());
            Set<LocalDate> deleted = settings.onlyDue() ? landed.deleted(dates) : Set.of();
            List<LocalDate> kept =
                    dates.stream().filter(date -> !deleted.contains(date)).toList();
            landed.requireNotDeleted(kept);
            landed.requirePublishedRuns(before, kept);
            Set<LocalDate> upToDate = settings.onlyDue() ? upToDate(kept, landed, before) : Set.of();
            Optional<DateBatch> batch = landed.firstBatch(
                    kept.stream().filter(date -> !upToDate.contains(date)).toList());
            if (batch.isEmpty()) {
                return new PublishedBatch(List.of(), upToDate, deleted);
            }
            BatchReports reports = SparkErrors.naming(
                    "compute " + batch.get(), () -> publish(batch.get(), staging, before, landed.through()));
            return new PublishedBatch(reports.reports(), upToDate, deleted);
        }
    }

    /** @param through how far each topic is landed */
    private BatchReports publish(DateBatch batch, Staging staging, LakeState before, Map<String, Instant> through) {
        Instant start = clock.instant();
        batchSettings.fit(batch, before);
        BatchResult result =
                new BatchJob(spark, lake, tables, settings.rowsPerFile(), products).run(batch, landing, staging);
        BatchReports reports =
                BatchReports.of(result, new BatchReports.Context(settings, tables, clock, run, through), start, before);
        new LakeLedger(lake).stage(staging, reports.reports(), reports.sum());
        TableCatalog.stage(staging, lake, tables);
        staging.publish();
        return reports;
    }

    /** The dates that have landed and whose tables hold all of it. */
    private Set<LocalDate> upToDate(List<LocalDate> dates, LandedTopics landed, LakeState published) {
        DueTables due = new DueTables(landed.byTopic(), tables, published, lake);
        Set<LocalDate> upToDate = new TreeSet<>();
        dates.stream()
                .filter(date -> due.hasLanded(date) && due.of(date, true).isEmpty())
                .forEach(upToDate::add);
        return upToDate;
    }

    /** The warnings of a date of which nothing has landed, compared with the week before. */
    public List<Audit> missed(LocalDate date) {
        LakeState published = new LakeLedger(lake).published(DriftCheck.looksAt(List.of(date)));
        return new DriftCheck(settings.drift()).of(date, settings.topics(), published);
    }

    @Override
    public void close() {
        batchSettings.close();
        products.ifPresent(Dataset::unpersist);
    }
}
