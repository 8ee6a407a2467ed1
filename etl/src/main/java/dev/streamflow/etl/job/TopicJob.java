package dev.streamflow.etl.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.audit.DateMetrics;
import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.job.TopicResult.TopicDate;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.RowKinds;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Staging.Written;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport.Offsets;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import dev.streamflow.etl.silver.Money;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.etl.silver.TopicRecords;
import dev.streamflow.events.model.EventSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Cleans one topic of a batch: stages its silver and quarantine, and counts what was written. */
final class TopicJob {
    private static final Column EVENT_DATE = col(EventDate.NAME);

    private final EventSchema schema;
    private final String topic;
    private final List<CommittedFile> files;
    private final List<LocalDate> dates;
    private final Staging staging;

    /** @param dates those on which something of the topic has landed */
    TopicJob(EventSchema schema, List<CommittedFile> files, List<LocalDate> dates, Staging staging) {
        this.schema = schema;
        this.topic = schema.topic().name();
        this.files = List.copyOf(files);
        this.dates = List.copyOf(dates);
        this.staging = staging;
    }

    TopicResult run(SparkSession spark) {
        TopicRecords records = TopicRecords.read(spark, schema, files);
        RowKinds kinds = records.kinds();
        String staged = "records/" + topic;
        staging.add(records.sorted(), staged, kinds);
        Written repeated = staging.kind(spark, staged, kinds, TopicRecords.REPEATED);
        if (!isZero(count("repeated rows", repeated))) {
            staging.add(records.resolved(repeated.rows()), staged, kinds);
        }
        Written silver = staging.kind(spark, staged, kinds, TopicRecords.CLEAN);
        Written quarantine = staging.kind(spark, staged, kinds, TopicRecords.QUARANTINE);
        DateMetrics<Long> clean = count("clean rows", silver);
        DateMetrics<Long> quarantined = count("quarantined rows", quarantine);
        DateMetrics<Long> duplicates = count("duplicates", staging.kind(spark, staged, kinds, TopicRecords.DUPLICATE));
        Map<LocalDate, Map<String, Long>> reasons = isZero(quarantined) ? Map.of() : reasons(quarantine.rows());
        Optional<DateMetrics<BigDecimal>> revenue =
                topic.equals(Silver.TRANSACTIONS) ? Optional.of(revenue(clean, silver.rows())) : Optional.empty();
        staging.replace(Zone.SILVER, topic, silver, dates);
        staging.replace(Zone.QUARANTINE, topic, quarantine, dates);

        SortedMap<LocalDate, TopicDate> results = new TreeMap<>();
        for (LocalDate date : dates) {
            TopicReport report = new TopicReport(
                    topic,
                    files(date).stream().map(TopicJob::offsets).toList(),
                    files(date).stream().mapToLong(CommittedFile::records).sum(),
                    clean.of(date),
                    duplicates.of(date),
                    quarantined.of(date),
                    reasons.getOrDefault(date, Map.of()),
                    null);
            results.put(date, new TopicDate(report, audit(date, report), revenue.map(amounts -> amounts.of(date))));
        }
        return new TopicResult(topic, silver.rows(), results);
    }

    private DateMetrics<Long> count(String what, Written written) {
        return new DateMetrics<>(what + " of " + topic, staging.rows(written, dates));
    }

    private static boolean isZero(DateMetrics<Long> counts) {
        return counts.values().values().stream().allMatch(count -> count == 0);
    }

    private static DateMetrics<BigDecimal> revenue(DateMetrics<Long> clean, Dataset<Row> silver) {
        Map<LocalDate, BigDecimal> amounts = new TreeMap<>();
        clean.values().forEach((date, count) -> {
            if (count == 0) {
                amounts.put(date, BigDecimal.ZERO.setScale(2));
            }
        });
        silver.groupBy(EVENT_DATE)
                .agg(Money.total(when(Silver.COMPLETED, col("total_amount"))))
                .collectAsList()
                .forEach(row -> amounts.put(row.getLocalDate(0), row.getDecimal(1)));
        return new DateMetrics<>("revenue", amounts);
    }

    /** How many rows of each date have each reason; a row with two counts under both. */
    private static Map<LocalDate, Map<String, Long>> reasons(Dataset<Row> quarantine) {
        Map<LocalDate, Map<String, Long>> counts = new TreeMap<>();
        quarantine
                .select(EVENT_DATE, explode(col(RecordColumns.REASONS)).as("reason"))
                .groupBy(EventDate.NAME, "reason")
                .count()
                .collectAsList()
                .forEach(row -> counts.computeIfAbsent(row.getLocalDate(0), date -> new TreeMap<>())
                        .put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /** Every line that landing committed was written to exactly one place. */
    private Audit audit(LocalDate date, TopicReport report) {
        long written = report.clean() + report.duplicates() + report.quarantined();
        return new Audit(
                "clean, duplicate and quarantined rows are the records landed",
                topic,
                Long.toString(report.landed()),
                Long.toString(written),
                report.landed() == written
                        ? List.of()
                        : files(date).stream().map(CommittedFile::path).toList());
    }

    private List<CommittedFile> files(LocalDate date) {
        return files.stream().filter(file -> file.date().equals(date)).toList();
    }

    private static Offsets offsets(CommittedFile file) {
        return new Offsets(file.run(), file.partition(), file.firstOffset(), file.lastOffset(), file.records());
    }
}
