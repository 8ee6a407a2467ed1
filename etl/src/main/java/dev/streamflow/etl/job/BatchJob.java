package dev.streamflow.etl.job;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.cli.CommandException;
import dev.streamflow.etl.audit.DateMetrics;
import dev.streamflow.etl.audit.TableAudit;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import dev.streamflow.etl.silver.DailyUsers;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.etl.silver.TopicRecords;
import dev.streamflow.etl.silver.TransactionItems;
import dev.streamflow.events.EventSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One batch from landing to staged tables, with the figures that say whether they may be published. */
final class BatchJob {
    private final SparkSession spark;
    private final DateBatch batch;
    private final Staging staging;
    private final Map<String, TopicJob> topics = new ConcurrentSkipListMap<>();
    private Map<String, TableAudit> tables = Map.of();
    private Collection<LocalDate> renewed = List.of();

    BatchJob(SparkSession spark, DateBatch batch, Staging staging) {
        this.spark = spark;
        this.batch = batch;
        this.staging = staging;
    }

    /** Stages silver and quarantine of every topic. */
    void clean(HadoopLanding landing) {
        batch.files().values().forEach(landing::verify);
        ParallelJobs.forEach(spark, batch.files().entrySet(), entry -> {
            EventSchema schema = entry.getKey();
            String topic = schema.topic().name();
            spark.sparkContext().setJobDescription("clean " + topic);
            TopicRecords lines = TopicRecords.read(spark, schema, entry.getValue());
            topics.put(topic, TopicJob.of(schema, entry.getValue(), batch.dates(topic), lines, staging));
        });
    }

    /** Stages the tables of the dates on which all of their topics have landed. */
    void gold(Lake lake, List<GoldTable> chosen, Optional<Dataset<Row>> products) {
        try (Silver silver = silver(products)) {
            GoldJob gold = new GoldJob(lake, staging, silver);
            ParallelJobs.forEach(spark, chosen, table -> {
                List<LocalDate> dates = datesWith(table.topics());
                if (!dates.isEmpty()) {
                    gold.make(table, dates);
                }
            });
            tables = gold.tables();
            renewed = gold.renewed();
            // Their silver was checked when it was published.
            renewed.forEach(date -> tables.values().stream()
                    .filter(figures -> figures.has(date))
                    .forEach(figures -> passed(date, figures.audits(date))));
        }
    }

    private List<LocalDate> datesWith(Collection<String> needed) {
        return batch.dates().stream()
                .filter(date ->
                        needed.stream().allMatch(topic -> batch.dates(topic).contains(date)))
                .toList();
    }

    private Silver silver(Optional<Dataset<Row>> products) {
        Map<String, Dataset<Row>> rows = new LinkedHashMap<>();
        topics.values().forEach(topic -> rows.put(topic.topic(), topic.silver()));
        Silver silver = new Silver(
                spark.createDataset(batch.dates(), Encoders.LOCALDATE()).toDF(EventDate.NAME), rows);
        if (topics.containsKey(Silver.TRANSACTIONS)) {
            add(
                    silver,
                    TransactionItems.NAME,
                    TransactionItems.of(rows.get(Silver.TRANSACTIONS), products.orElseThrow()),
                    batch.dates(Silver.TRANSACTIONS));
        }
        List<LocalDate> both = datesWith(Silver.CORE_TOPICS);
        if (!both.isEmpty()) {
            add(silver, DailyUsers.NAME, DailyUsers.of(silver), both);
        }
        return silver;
    }

    private void add(Silver silver, String table, Dataset<Row> rows, List<LocalDate> dates) {
        spark.sparkContext().setJobDescription("silver " + table);
        silver.add(table, staging.table(rows, Zone.SILVER, table, dates).rows());
    }

    List<TopicReport> topics(LocalDate date) {
        return topics.values().stream()
                .filter(topic -> batch.dates(topic.topic()).contains(date))
                .map(topic -> topic.report(date))
                .toList();
    }

    /** The revenue of the date in silver, where transactions have landed. */
    Optional<BigDecimal> revenue(LocalDate date) {
        return batch.dates(Silver.TRANSACTIONS).contains(date)
                ? Optional.of(revenues().of(date))
                : Optional.empty();
    }

    private DateMetrics<BigDecimal> revenues() {
        TopicJob transactions = topics.get(Silver.TRANSACTIONS);
        return transactions == null ? new DateMetrics<>("revenue", Map.of()) : transactions.revenues();
    }

    SortedMap<String, Long> tables(LocalDate date) {
        SortedMap<String, Long> rows = new TreeMap<>();
        tables.forEach((name, figures) -> {
            if (figures.has(date)) {
                rows.put(name, figures.rows(date));
            }
        });
        return rows;
    }

    List<LocalDate> renewed() {
        return List.copyOf(renewed);
    }

    /**
     * The checks of a date.
     *
     * @throws CheckFailedException for the first that has not passed
     */
    List<Audit> passedAudits(LocalDate date) {
        List<Audit> audits = new ArrayList<>();
        topics.values().stream()
                .filter(topic -> batch.dates(topic.topic()).contains(date))
                .forEach(topic -> audits.add(topic.audit(date)));
        tables.values().stream()
                .filter(figures -> figures.has(date))
                .forEach(figures -> audits.addAll(figures.audits(date, revenues())));
        passed(date, audits);
        return audits;
    }

    private void passed(LocalDate date, List<Audit> audits) {
        for (Audit audit : audits) {
            if (!audit.passed()) {
                throw failed(date, audit);
            }
        }
    }

    private CommandException failed(LocalDate date, Audit audit) {
        String rows = audit.rows().isEmpty() ? "" : " Look at " + String.join(", ", audit.rows()) + ".";
        return new CheckFailedException(
                "Cannot publish " + date + ": " + audit.of() + ": " + audit.check() + ", but expected "
                        + audit.expected() + " and found " + audit.found(),
                "Nothing of " + batch + " was published." + rows,
                new Finding(audit.of() + ": " + audit.check(), audit.expected(), audit.found(), audit.rows()));
    }
}
