package dev.streamflow.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.SilverDay;
import dev.streamflow.etl.gold.TrailingTable;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Zone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Makes the gold tables of one date, and the trailing columns of the later dates that read it. */
final class Gold {
    private static final String EVENT_DATE = "event_date";

    private final SparkSession spark;
    private final Lake lake;
    private final Staging staging;
    private final LocalDate date;
    private final Map<String, Long> rows = new TreeMap<>();
    private final TreeSet<LocalDate> renewed = new TreeSet<>();

    Gold(SparkSession spark, Lake lake, Staging staging, LocalDate date) {
        this.spark = spark;
        this.lake = lake;
        this.staging = staging;
        this.date = date;
    }

    /** Stages the table's date, as Parquet and as CSV. */
    void make(GoldTable table, SilverDay silver) {
        Dataset<Row> day = table.of(silver).select(dated(date));
        if (table instanceof TrailingTable trailing) {
            makeTrailing(trailing, day);
        } else {
            rows.put(table.name(), stage(table, day, date));
        }
    }

    /** Rows of each table of the date. */
    Map<String, Long> rows() {
        return rows;
    }

    /** Later dates that were staged again. */
    List<LocalDate> renewed() {
        return List.copyOf(renewed);
    }

    private static Column[] dated(LocalDate date) {
        return new Column[] {lit(date).as(EVENT_DATE), col("*")};
    }

    /** The date and the published ones that its window or whose window reaches: all that trailing columns can depend on. */
    private void makeTrailing(TrailingTable table, Dataset<Row> day) {
        LocalDate until = table.readUntil(date);
        List<LocalDate> later = new ArrayList<>();
        List<LocalDate> others = new ArrayList<>();
        for (LocalDate published : lake.dates(Zone.GOLD, table.name())) {
            if (published.isAfter(date) && !published.isAfter(until)) {
                later.add(published);
            }
            if (!published.equals(date) && !published.isBefore(table.readsFrom(date)) && !published.isAfter(until)) {
                others.add(published);
            }
        }
        Dataset<Row> complete = table.withTrailing(withPublished(table, day, others));
        rows.put(table.name(), stage(table, complete.where(col(EVENT_DATE).equalTo(date)), date));
        for (LocalDate affected : later) {
            stage(table, complete.where(col(EVENT_DATE).equalTo(affected)), affected);
            renewed.add(affected);
        }
    }

    private Dataset<Row> withPublished(TrailingTable table, Dataset<Row> day, List<LocalDate> dates) {
        if (dates.isEmpty()) {
            return day;
        }
        String[] folders = dates.stream()
                .map(published -> lake.date(Zone.GOLD, table.name(), published).toString())
                .toArray(String[]::new);
        Column[] columns =
                List.of(day.columns()).stream().map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> published = spark.read()
                .option("basePath", lake.table(Zone.GOLD, table.name()).toString())
                .parquet(folders)
                .select(columns);
        return published.unionByName(day);
    }

    /** Writes the rows in their order; gold is small, so that one file holds a date. */
    private long stage(GoldTable table, Dataset<Row> dated, LocalDate of) {
        Column[] order = table.order().stream().map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> ordered = dated.coalesce(1).sortWithinPartitions(order).cache();
        try {
            staging.parquet(ordered.drop(EVENT_DATE), Zone.GOLD, table.name(), of);
            staging.csv(ordered, table.name(), of);
            return ordered.count();
        } finally {
            ordered.unpersist();
        }
    }
}
