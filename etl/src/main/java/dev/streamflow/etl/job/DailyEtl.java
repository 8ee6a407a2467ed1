package dev.streamflow.etl.job;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.etl.audit.DriftCheck;
import dev.streamflow.etl.audit.QuarantineCheck;
import dev.streamflow.etl.due.DueTables;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.GoldTables;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import dev.streamflow.etl.ledger.LakeLedger;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.silver.Products;
import dev.streamflow.etl.silver.Silver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Landing to silver, quarantine and gold, one batch of event dates after the other, in one application. */
public final class DailyEtl implements AutoCloseable {
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    /** Compressed, as it has landed. */
    private static final long BYTES_PER_PARTITION = 16L << 20;

    private final SparkSession spark;
    private final long partitions;
    private final EtlSettings settings;
    private final Lake lake;
    private final HadoopLanding landing;
    private final Clock clock;
    private final String run;
    private final Optional<Dataset<Row>> products;
    private final List<GoldTable> tables;
    private final Set<LocalDate> upToDate = new TreeSet<>();

    /** Reads once what all dates share: the products. */
    public DailyEtl(SparkSession spark, EtlSettings settings, HadoopLanding landing, Clock clock, String run) {
        this.spark = spark;
        this.partitions = Long.parseLong(spark.conf().get(PARTITIONS));
        this.settings = settings;
        this.landing = landing;
        this.clock = clock;
        this.run = run;
        this.lake = new Lake(settings.lake(), spark.sparkContext().hadoopConfiguration());
        boolean sells = settings.schemas().stream()
                .anyMatch(schema -> schema.topic().name().equals(Silver.TRANSACTIONS));
        this.products = sells ? Optional.of(Products.read(spark, settings.products())) : Optional.empty();
        this.tables = GoldTables.of(settings.schemas(), settings.tables(), products);
    }

    /**
     * Computes and publishes the first of these dates that have landed, as many as go together. What has landed is listed while no
     * other run can publish, so that a run that had to wait never replaces what another has made by something older.
     *
     * @param dates ascending
     * @return what was made of each date; nothing if none of them has landed, or is due where only such dates are wanted
     * @throws CheckFailedException if the figures do not add up, or landing lacks what a published table was made of; nothing is
     *     published then
     */
    public List<DateReport> first(List<LocalDate> dates) {
        try (LakeLock lock = LakeLock.take(lake, run);
                Staging staging = Staging.begin(lock, run + "-" + dates.get(0))) {
            LakeState published = new LakeLedger(lake).published();
            LandedTopics landed = LandedTopics.of(landing, settings.schemas(), lake.landingSummaries());
            landed.requirePublishedRuns(published, dates);
            Optional<DateBatch> batch = landed.firstBatch(settings.onlyDue() ? due(dates, landed, published) : dates);
            if (batch.isEmpty()) {
                return List.of();
            }
            return SparkErrors.naming("compute " + batch.get(), () -> run(batch.get(), staging, published));
        }
    }

    private List<LocalDate> due(List<LocalDate> dates, LandedTopics landed, LakeState published) {
        DueTables due = new DueTables(landed.byTopic(), tables, published, lake);
        upToDate.removeAll(dates);
        dates.stream()
                .filter(date -> due.hasLanded(date) && due.of(date, true).isEmpty())
                .forEach(upToDate::add);
        return dates.stream().filter(date -> !upToDate.contains(date)).toList();
    }

    /** The dates that had landed and were not due. */
    public Set<LocalDate> upToDate() {
        return upToDate;
    }

    private List<DateReport> run(DateBatch batch, Staging staging, LakeState published) {
        Instant start = clock.instant();
        // Tasks cost something as well: a small day is best served by few of them.
        spark.conf().set(PARTITIONS, Math.min(partitions, 1 + batch.bytes() / BYTES_PER_PARTITION));
        BatchJob computed = new BatchJob(spark, batch, staging);
        computed.clean(landing);
        computed.gold(lake, tables, products);
        LakeState sum = published;
        List<DateReport> reports = new ArrayList<>();
        for (LocalDate date : batch.dates()) {
            DateReport report = report(batch, date, computed, start, published.publications() + 1);
            sum = sum.with(List.of(report));
            List<Audit> warnings = new ArrayList<>(QuarantineCheck.of(report));
            warnings.addAll(new DriftCheck(settings.drift()).of(date, read(), sum));
            reports.add(report.warning(warnings));
        }
        LakeLedger.stage(staging, reports, sum);
        staging.publish();
        return reports;
    }

    private DateReport report(DateBatch batch, LocalDate date, BatchJob computed, Instant start, long publication) {
        SortedMap<String, Long> rows = computed.tables(date);
        SortedMap<String, List<String>> reads = new TreeMap<>();
        tables.stream()
                .filter(table -> rows.containsKey(table.name()))
                .forEach(table ->
                        reads.put(table.name(), table.topics().stream().sorted().toList()));
        return new DateReport(
                DateReport.VERSION,
                publication,
                date,
                run,
                start,
                batch.toString(),
                Duration.between(start, clock.instant()),
                version(),
                settings.parameters(),
                topics(date, computed),
                computed.revenue(date).orElse(null),
                rows,
                reads,
                computed.renewed(),
                computed.passedAudits(date),
                List.of());
    }

    /** The balance of each topic that was read: one that sent nothing on the date has one of zeros. */
    private List<TopicReport> topics(LocalDate date, BatchJob computed) {
        List<TopicReport> topics = new ArrayList<>(computed.topics(date));
        Set<String> sent = topics.stream().map(TopicReport::topic).collect(Collectors.toSet());
        settings.schemas().stream()
                .map(schema -> schema.topic().name())
                .filter(topic -> !sent.contains(topic))
                .forEach(topic -> topics.add(TopicReport.nothing(topic)));
        topics.sort(Comparator.comparing(TopicReport::topic));
        return topics;
    }

    /** What the figures of a date of which nothing has landed say against the week before. */
    public List<Audit> missed(LocalDate date) {
        return new DriftCheck(settings.drift()).of(date, read(), new LakeLedger(lake).published());
    }

    private Set<String> read() {
        return settings.schemas().stream().map(schema -> schema.topic().name()).collect(Collectors.toSet());
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
