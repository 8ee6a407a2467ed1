package dev.streamflow.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.clean.Decode;
import dev.streamflow.etl.clean.TopicBatch;
import dev.streamflow.etl.gold.Silver;
import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.DateReport.Offsets;
import dev.streamflow.etl.lake.DateReport.TopicReport;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Staging.Written;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.LandedFile;
import dev.streamflow.events.EventSchema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Silver and quarantine of one topic of a batch, staged, with the figures that have to balance. */
final class Cleaning {
    private static final String ROWS = "rows";
    private static final String QUARANTINED = "quarantined";
    private static final String DUPLICATES = "duplicates";
    private static final String REVENUE = "revenue";

    private final String topic;
    private final List<LandedFile> files;
    private final Figures lines;
    private final Figures refused;
    private final Figures clean;
    private final Dataset<Row> silver;
    private final Map<LocalDate, Map<String, Long>> reasons;

    private Cleaning(
            EventSchema schema, List<LandedFile> files, List<LocalDate> dates, TopicBatch batch, Staging staging) {
        this.topic = schema.topic().name();
        this.files = files;
        this.lines = new Figures(dates).count(ROWS, lit(true)).count(QUARANTINED, TopicBatch.IS_QUARANTINED);
        this.refused = new Figures(dates).count(DUPLICATES, col(TopicBatch.KIND).equalTo(TopicBatch.DUPLICATE));
        Dataset<Row> notClean = refused.of(batch.refused(lines.of(batch.checked())));
        Written kinds = staging.write(
                notClean.repartition(col(Decode.EVENT_DATE))
                        .sortWithinPartitions(TopicBatch.KIND, Decode.EVENT_DATE, Decode.PARTITION, Decode.OFFSET),
                "refused/" + topic,
                TopicBatch.KIND,
                Decode.EVENT_DATE);
        Written quarantine = staging.within(kinds, TopicBatch.KIND, TopicBatch.QUARANTINE);
        staging.replace(Zone.QUARANTINE, topic, quarantine, dates);
        this.reasons = reasons(quarantine.rows());

        boolean unique = dates.stream().allMatch(date -> refused.count(DUPLICATES, date) == 0);
        Dataset<Row> rows = unique
                ? batch.clean()
                : batch.clean(staging.within(kinds, TopicBatch.KIND, TopicBatch.DUPLICATE)
                        .rows());
        Column money = topic.equals(Silver.TRANSACTIONS)
                ? when(Silver.COMPLETED, col("total_amount"))
                : lit(null).cast("decimal(18,2)");
        this.clean = new Figures(dates).count(ROWS, lit(true)).sum(REVENUE, money);
        this.silver = staging.table(clean.of(rows), Zone.SILVER, topic, dates);
    }

    /** Reads what has landed of a topic on these dates, and stages it. */
    static Cleaning of(
            EventSchema schema, List<LandedFile> files, List<LocalDate> dates, TopicBatch batch, Staging staging) {
        return new Cleaning(schema, files, dates, batch, staging);
    }

    /** How many rows of each date have each reason; a row with two counts under both. */
    private static Map<LocalDate, Map<String, Long>> reasons(Dataset<Row> quarantine) {
        Map<LocalDate, Map<String, Long>> counts = new TreeMap<>();
        quarantine
                .select(col(Decode.EVENT_DATE), explode(col(Decode.REASONS)).as("reason"))
                .groupBy(Decode.EVENT_DATE, "reason")
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

    /** The revenue of the date's completed transactions. */
    String revenue(LocalDate date) {
        return clean.amount(REVENUE, date);
    }

    TopicReport report(LocalDate date) {
        return new TopicReport(
                topic,
                files(date).stream().map(Cleaning::offsets).toList(),
                landed(date),
                clean.count(ROWS, date),
                refused.count(DUPLICATES, date),
                lines.count(QUARANTINED, date),
                reasons.getOrDefault(date, Map.of()));
    }

    /** Every landed line was read, and every line that was read is in one place. */
    List<Audit> audits(LocalDate date) {
        long placed = clean.count(ROWS, date) + refused.count(DUPLICATES, date) + lines.count(QUARANTINED, date);
        List<String> where = files(date).stream().map(LandedFile::path).toList();
        return List.of(
                audit("records read are records landed", landed(date), lines.count(ROWS, date), where),
                audit(
                        "clean, duplicate and quarantined rows are the records read",
                        lines.count(ROWS, date),
                        placed,
                        where));
    }

    private Audit audit(String check, long expected, long found, List<String> where) {
        return new Audit(
                check, topic, Long.toString(expected), Long.toString(found), expected == found ? List.of() : where);
    }

    private long landed(LocalDate date) {
        return files(date).stream().mapToLong(LandedFile::records).sum();
    }

    private List<LandedFile> files(LocalDate date) {
        return files.stream().filter(file -> file.date().equals(date)).toList();
    }

    private static Offsets offsets(LandedFile file) {
        return new Offsets(file.run(), file.partition(), file.firstOffset(), file.lastOffset(), file.records());
    }
}
