package dev.streamflow.etl.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.audit.DateMetrics;
import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
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
import dev.streamflow.events.EventSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Silver and quarantine of one topic of a batch, staged, with the figures that have to balance: of what was written. */
final class TopicJob {
    private static final Column EVENT_DATE = col(EventDate.NAME);

    private final String topic;
    private final List<CommittedFile> files;
    private final Dataset<Row> silver;
    private final DateMetrics<Long> clean;
    private final DateMetrics<Long> duplicates;
    private final DateMetrics<Long> quarantined;
    private final Map<LocalDate, Map<String, Long>> reasons;
    private final DateMetrics<BigDecimal> revenue;

    private TopicJob(
            EventSchema schema, List<CommittedFile> files, List<LocalDate> dates, TopicRecords batch, Staging staging) {
        this.topic = schema.topic().name();
        this.files = files;
        Written refused = staging.write(
                batch.refused()
                        .repartition(EVENT_DATE)
                        .sortWithinPartitions(
                                TopicRecords.KIND, EventDate.NAME, RecordColumns.PARTITION, RecordColumns.OFFSET),
                "refused/" + topic,
                TopicRecords.KIND,
                EventDate.NAME);
        Written twice = staging.partition(refused, TopicRecords.KIND, TopicRecords.DUPLICATE);
        this.duplicates = new DateMetrics<>("duplicates of " + topic, staging.rows(twice, dates));
        Written quarantine = staging.partition(refused, TopicRecords.KIND, TopicRecords.QUARANTINE);
        staging.replace(Zone.QUARANTINE, topic, quarantine, dates);
        this.quarantined = new DateMetrics<>("quarantined rows of " + topic, staging.rows(quarantine, dates));
        this.reasons = isZero(quarantined) ? Map.of() : reasons(quarantine.rows());

        Dataset<Row> rows = isZero(duplicates) ? batch.clean() : batch.clean(twice.rows());
        Written written = staging.table(rows, Zone.SILVER, topic, dates);
        this.silver = written.rows();
        this.clean = new DateMetrics<>("clean rows of " + topic, staging.rows(written, dates));
        this.revenue =
                new DateMetrics<>("revenue of " + topic, topic.equals(Silver.TRANSACTIONS) ? revenue() : Map.of());
    }

    /** Reads what has landed of a topic on these dates, and stages it. */
    static TopicJob of(
            EventSchema schema, List<CommittedFile> files, List<LocalDate> dates, TopicRecords batch, Staging staging) {
        return new TopicJob(schema, files, dates, batch, staging);
    }

    private static boolean isZero(DateMetrics<Long> counts) {
        return counts.values().values().stream().allMatch(count -> count == 0);
    }

    private Map<LocalDate, BigDecimal> revenue() {
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
        return amounts;
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

    String topic() {
        return topic;
    }

    /** The clean rows, as they were written. */
    Dataset<Row> silver() {
        return silver;
    }

    /** The revenue of each date's completed transactions. */
    DateMetrics<BigDecimal> revenues() {
        return revenue;
    }

    TopicReport report(LocalDate date) {
        return new TopicReport(
                topic,
                files(date).stream().map(TopicJob::offsets).toList(),
                landed(date),
                clean.of(date),
                duplicates.of(date),
                quarantined.of(date),
                reasons.getOrDefault(date, Map.of()));
    }

    /** Every line that landing committed was written to one place. */
    Audit audit(LocalDate date) {
        long landed = landed(date);
        long written = clean.of(date) + duplicates.of(date) + quarantined.of(date);
        return new Audit(
                "clean, duplicate and quarantined rows are the records landed",
                topic,
                Long.toString(landed),
                Long.toString(written),
                landed == written
                        ? List.of()
                        : files(date).stream().map(CommittedFile::path).toList());
    }

    private long landed(LocalDate date) {
        return files(date).stream().mapToLong(CommittedFile::records).sum();
    }

    private List<CommittedFile> files(LocalDate date) {
        return files.stream().filter(file -> file.date().equals(date)).toList();
    }

    private static Offsets offsets(CommittedFile file) {
        return new Offsets(file.run(), file.partition(), file.firstOffset(), file.lastOffset(), file.records());
    }
}
