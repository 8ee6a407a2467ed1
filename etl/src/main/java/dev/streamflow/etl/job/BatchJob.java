package dev.streamflow.etl.job;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CheckFailedException.Finding;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.silver.DailyUsers;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.etl.silver.TransactionItems;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One batch from landing to staged tables that may be published: read, clean, aggregate, audit. */
final class BatchJob {
    private final SparkSession spark;
    private final Lake lake;
    private final List<GoldTable> tables;
    private final long rowsPerFile;
    private final Optional<Dataset<Row>> products;

    /**
     * A job that makes these tables of gold.
     *
     * @param rowsPerFile of gold at most
     * @param products where transactions are read
     */
    BatchJob(SparkSession spark, Lake lake, List<GoldTable> tables, long rowsPerFile, Optional<Dataset<Row>> products) {
        this.spark = spark;
        this.rowsPerFile = rowsPerFile;
        this.lake = lake;
        this.tables = List.copyOf(tables);
        this.products = products;
    }

    /** @throws CheckFailedException for the first check that has not passed */
    BatchResult run(DateBatch batch, HadoopLanding landing, Staging staging) {
        batch.files().values().forEach(landing::verify);
        SortedMap<String, TopicResult> topics = clean(batch, staging);
        SortedMap<String, GoldResult> gold = aggregate(batch, topics, staging);

        List<LocalDate> renewed = gold.values().stream()
                .flatMap(table -> table.renewed().stream())
                .sorted()
                .distinct()
                .toList();
        // Their silver was checked when it was published.
        renewed.forEach(date -> gold.values().stream()
                .filter(table -> table.audit().has(date))
                .forEach(table -> requirePassed(batch, date, table.audit().ofRows(date))));
        List<DateResult> dates = batch.dates().stream()
                .map(date -> DateResult.of(date, topics.values(), gold))
                .toList();
        dates.forEach(date -> requirePassed(batch, date.date(), date.audits()));
        return new BatchResult(batch, dates, renewed);
    }

    /** Stages silver and quarantine of every topic. */
    private SortedMap<String, TopicResult> clean(DateBatch batch, Staging staging) {
        SortedMap<String, TopicResult> results = new ConcurrentSkipListMap<>();
        ParallelJobs.forEach(spark, batch.files().entrySet(), entry -> {
            String topic = entry.getKey().topic().name();
            spark.sparkContext().setJobDescription("clean " + topic);
            TopicJob job = new TopicJob(entry.getKey(), entry.getValue(), batch.dates(topic), staging);
            results.put(topic, job.run(spark));
        });
        return results;
    }

    /** Stages the tables of the dates on which all of their topics have landed. */
    private SortedMap<String, GoldResult> aggregate(DateBatch batch, Map<String, TopicResult> topics, Staging staging) {
        SortedMap<String, GoldResult> results = new ConcurrentSkipListMap<>();
        try (Silver silver = stageSilver(batch, topics, staging)) {
            GoldJob job = new GoldJob(lake, staging, silver, new GoldFiles(rowsPerFile, batch.records()));
            ParallelJobs.forEach(spark, tables, table -> {
                List<LocalDate> dates = batch.dates(table.topics());
                if (!dates.isEmpty()) {
                    results.put(table.name(), job.run(table, dates));
                }
            });
        }
        return results;
    }

    /** The silver of the topics, and the tables of silver that are made of several, which are staged. */
    private Silver stageSilver(DateBatch batch, Map<String, TopicResult> topics, Staging staging) {
        Map<String, Dataset<Row>> rows = new LinkedHashMap<>();
        topics.forEach((topic, result) -> rows.put(topic, result.silver()));
        Silver silver = new Silver(
                spark.createDataset(batch.dates(), Encoders.LOCALDATE()).toDF(EventDate.NAME), rows);
        if (topics.containsKey(Silver.TRANSACTIONS)) {
            Dataset<Row> items = TransactionItems.of(rows.get(Silver.TRANSACTIONS), products.orElseThrow());
            silver.add(
                    TransactionItems.NAME,
                    stage(TransactionItems.NAME, items, batch.dates(Silver.TRANSACTIONS), staging));
        }
        List<LocalDate> both = batch.dates(Silver.CORE_TOPICS);
        if (!both.isEmpty()) {
            silver.add(DailyUsers.NAME, stage(DailyUsers.NAME, DailyUsers.of(silver), both, staging));
        }
        return silver;
    }

    private Dataset<Row> stage(String table, Dataset<Row> rows, List<LocalDate> dates, Staging staging) {
        spark.sparkContext().setJobDescription("silver " + table);
        return staging.table(rows, Zone.SILVER, table, dates).rows();
    }

    private static void requirePassed(DateBatch batch, LocalDate date, List<Audit> audits) {
        for (Audit audit : audits) {
            if (!audit.passed()) {
                String rows = audit.rows().isEmpty() ? "" : " Look at " + String.join(", ", audit.rows()) + ".";
                throw new CheckFailedException(
                        "Cannot publish " + date + ": " + audit.of() + ": " + audit.check() + ", but expected "
                                + audit.expected() + " and found " + audit.found(),
                        "Nothing of " + batch + " was published." + rows,
                        new Finding(audit.of() + ": " + audit.check(), audit.expected(), audit.found(), audit.rows()));
            }
        }
    }
}
