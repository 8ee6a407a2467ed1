package dev.streamflow.etl.job;

import dev.streamflow.etl.audit.TableAudit;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.TrailingTable;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.GoldRules;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Staging.Written;
import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.silver.Silver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Stages gold tables of a batch, and renews the trailing columns of later dates that read it. Thread-safe. */
final class GoldJob {
    private final Lake lake;
    private final Staging staging;
    private final Silver silver;
    private final GoldFiles files;

    GoldJob(Lake lake, Staging staging, Silver silver, GoldFiles files) {
        this.lake = lake;
        this.staging = staging;
        this.silver = silver;
        this.files = files;
    }

    /**
     * Stages a table as Parquet and as CSV: the dates of the batch, and published later dates whose windows read them.
     *
     * @param dates those of the batch on which all of the table's topics have landed
     */
    GoldResult run(GoldTable table, List<LocalDate> dates) {
        Dataset<Row> own = table.of(silver).where(EventDate.isOneOf(dates));
        own.sparkSession().sparkContext().setJobDescription("gold " + table.name());
        if (table instanceof TrailingTable trailing) {
            List<LocalDate> later = later(trailing, dates);
            List<LocalDate> all = new ArrayList<>(dates);
            all.addAll(later);
            Dataset<Row> made =
                    own.sparkSession().createDataset(all, Encoders.LOCALDATE()).toDF(EventDate.NAME);
            Dataset<Row> source = withPublished(trailing, own, dates).persist();
            try {
                TableAudit audit =
                        stage(table, trailing.withTrailing(source, made).where(EventDate.isOneOf(all)), all);
                return new GoldResult(audit, later);
            } finally {
                source.unpersist();
            }
        }
        return new GoldResult(stage(table, own, dates), List.of());
    }

    /** The published dates outside the batch whose trailing window includes one of its dates. */
    private List<LocalDate> later(TrailingTable table, List<LocalDate> dates) {
        return lake.dates(Zone.GOLD, table.name()).stream()
                .filter(published -> !dates.contains(published))
                .filter(published ->
                        dates.stream().anyMatch(date -> published.isAfter(date) && reads(table, published, date)))
                .toList();
    }

    private static boolean reads(TrailingTable table, LocalDate reader, LocalDate date) {
        return !date.isBefore(table.readsFrom(reader)) && !reader.isAfter(table.readUntil(date));
    }

    /** The batch's rows, plus published rows within reach of any window being recomputed. */
    private Dataset<Row> withPublished(TrailingTable table, Dataset<Row> own, List<LocalDate> dates) {
        LocalDate from = table.readsFrom(dates.get(0));
        LocalDate until = table.readUntil(dates.get(dates.size() - 1));
        String[] folders = lake.dates(table.sourceZone(), table.source()).stream()
                .filter(other -> !dates.contains(other) && !other.isBefore(from) && !other.isAfter(until))
                .map(other ->
                        lake.date(table.sourceZone(), table.source(), other).toString())
                .toArray(String[]::new);
        if (folders.length == 0) {
            return own;
        }
        return own.unionByName(own.sparkSession()
                .read()
                .schema(own.schema())
                .option(
                        "basePath",
                        lake.table(table.sourceZone(), table.source()).toString())
                .parquet(folders));
    }

    /** Writes the rows once, as Parquet and as CSV. */
    private TableAudit stage(GoldTable table, Dataset<Row> rows, List<LocalDate> dates) {
        GoldRules rules = table.rules(List.of(rows.columns()));
        Dataset<Row> kept = files.mayBeSeveral() ? rows.persist() : rows;
        try {
            Written written = staging.gold(table.name(), files.of(kept, rules), rules, files.rows(), dates);
            return TableAudit.of(table, staging.rows(written, dates), staging.figures(written, dates));
        } finally {
            kept.unpersist();
        }
    }
}
