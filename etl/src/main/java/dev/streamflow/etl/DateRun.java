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
import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.DateReport.TopicReport;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.landing.LandedFile;
import dev.streamflow.events.EventSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One event date from landing to staged tables, with the figures that say whether they may be published. */
final class DateRun implements AutoCloseable {
    private static final String ROWS = "rows";
    private static final String QUARANTINED = "quarantined";
    private static final String REVENUE = "revenue";

    private final SparkSession spark;
    private final Staging staging;
    private final LocalDate date;
    private final List<TopicDay> days = new ArrayList<>();
    private final List<TopicReport> balances = new ArrayList<>();
    private final List<Audit> audits = new ArrayList<>();
    private String revenue = "0.00";

    DateRun(SparkSession spark, Staging staging, LocalDate date) {
        this.spark = spark;
        this.staging = staging;
        this.date = date;
    }

    /** Stages silver and quarantine of a topic: every landed line is in one of them, or a duplicate. */
    void clean(EventSchema schema, List<LandedFile> files) {
        TopicDay day = TopicDay.read(spark, schema, files);
        days.add(day);
        String topic = schema.topic().name();
        Figures decoded = new Figures();
        Dataset<Row> checked = decoded.of(
                day.checked(),
                count(lit(1)).as(ROWS),
                count_if(TopicDay.isQuarantined()).as(QUARANTINED));
        staging.parquet(TopicDay.quarantine(checked), Zone.QUARANTINE, topic, date);
        Figures kept = new Figures();
        Column money = topic.equals(SilverDay.TRANSACTIONS) ? SilverDay.REVENUE : lit(null);
        staging.parquet(kept.of(day.clean(), count(lit(1)).as(ROWS), money.as(REVENUE)), Zone.SILVER, topic, date);
        if (topic.equals(SilverDay.TRANSACTIONS)) {
            revenue = kept.text(REVENUE);
        }
        balance(day, decoded.count(ROWS), decoded.count(QUARANTINED), kept.count(ROWS));
    }

    private void balance(TopicDay day, long rows, long quarantined, long clean) {
        String topic = day.schema().topic().name();
        long landed = day.files().stream().mapToLong(LandedFile::records).sum();
        audits.add(new Audit("records read are records landed", topic, Long.toString(landed), Long.toString(rows)));
        List<Long> runs =
                day.files().stream().map(LandedFile::run).distinct().sorted().toList();
        Map<String, Long> reasons = quarantined == 0 ? Map.of() : day.reasons();
        balances.add(new TopicReport(topic, runs, landed, clean, rows - quarantined - clean, quarantined, reasons));
    }

    /** Stages the tables for which all topics have landed. */
    Gold gold(Lake lake, List<GoldTable> tables, Optional<Dataset<Row>> products) {
        Gold gold = new Gold(spark, lake, staging, date, revenue);
        SilverDay silver = silver(products);
        tables.stream()
                .filter(table -> silver.topics().keySet().containsAll(table.topics()))
                .forEach(table -> gold.make(table, silver));
        audits.addAll(gold.audits());
        return gold;
    }

    private SilverDay silver(Optional<Dataset<Row>> products) {
        Map<String, Dataset<Row>> topics = new LinkedHashMap<>();
        days.forEach(day -> topics.put(day.schema().topic().name(), day.clean()));
        Optional<Dataset<Row>> items = Optional.ofNullable(topics.get(SilverDay.TRANSACTIONS))
                .map(transactions -> TransactionItems.of(transactions, products.orElseThrow()));
        items.ifPresent(lines -> staging.parquet(lines, Zone.SILVER, TransactionItems.NAME, date));
        return new SilverDay(topics, items);
    }

    List<TopicReport> balances() {
        return List.copyOf(balances);
    }

    /** @throws CommandException with {@link ExitCode#CHECK_FAILED} for the first check that has not passed */
    List<Audit> passedAudits() {
        for (Audit audit : audits) {
            if (!audit.passed()) {
                throw new CommandException(
                        ExitCode.CHECK_FAILED,
                        "Cannot publish " + date + ": " + audit.of() + ": " + audit.check() + ", but expected "
                                + audit.expected() + " and found " + audit.found(),
                        "Nothing of " + date
                                + " was published; `streamflow verify` says whether a landed file is not as it was"
                                + " committed.");
            }
        }
        return List.copyOf(audits);
    }

    @Override
    public void close() {
        days.forEach(TopicDay::close);
    }
}
