package dev.streamflow.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.Money;
import dev.streamflow.etl.gold.SilverDay;
import dev.streamflow.etl.gold.TrailingTable;
import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.Zone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Makes the gold tables of one date, and the trailing columns of the later dates that read it. */
final class Gold {
    private static final Column EVENT_DATE = col(Staging.EVENT_DATE);

    private final SparkSession spark;
    private final Lake lake;
    private final Staging staging;
    private final LocalDate date;
    private final String silverRevenue;
    private final SortedMap<String, Long> rows = new TreeMap<>();
    private final TreeSet<LocalDate> renewed = new TreeSet<>();
    private final List<Audit> audits = new ArrayList<>();

    /** @param silverRevenue what tables that hold revenue have to add up to */
    Gold(SparkSession spark, Lake lake, Staging staging, LocalDate date, String silverRevenue) {
        this.spark = spark;
        this.lake = lake;
        this.staging = staging;
        this.date = date;
        this.silverRevenue = silverRevenue;
    }

    /** Stages the table's date, as Parquet and as CSV, and the later dates that it changes. */
    void make(GoldTable table, SilverDay silver) {
        Dataset<Row> day = table.of(silver).select(lit(date).as(Staging.EVENT_DATE), col("*"));
        if (table instanceof TrailingTable trailing) {
            List<LocalDate> later = later(trailing);
            List<LocalDate> staged = new ArrayList<>(later);
            staged.add(date);
            Dataset<Row> complete = trailing.withTrailing(withPublished(trailing, day));
            stage(table, complete.where(EVENT_DATE.isin(staged.toArray())), staged);
            renewed.addAll(later);
        } else {
            stage(table, day, List.of(date));
        }
    }

    /** Rows of each table of the date. */
    SortedMap<String, Long> rows() {
        return rows;
    }

    /** Later dates that were staged again. */
    List<LocalDate> renewed() {
        return List.copyOf(renewed);
    }

    List<Audit> audits() {
        return List.copyOf(audits);
    }

    /** The published dates whose window reads this one. */
    private List<LocalDate> later(TrailingTable table) {
        LocalDate until = table.readUntil(date);
        return lake.dates(Zone.GOLD, table.name()).stream()
                .filter(published -> published.isAfter(date) && !published.isAfter(until))
                .toList();
    }

    /** The date and the published ones that its window, or the window of a date that reads it, reaches. */
    private Dataset<Row> withPublished(TrailingTable table, Dataset<Row> day) {
        LocalDate until = table.readUntil(date);
        String[] folders = lake.dates(Zone.GOLD, table.name()).stream()
                .filter(other -> !other.equals(date) && !other.isAfter(until))
                .filter(other -> !other.isBefore(table.readsFrom(date)))
                .map(other -> lake.date(Zone.GOLD, table.name(), other).toString())
                .toArray(String[]::new);
        if (folders.length == 0) {
            return day;
        }
        Column[] columns =
                List.of(day.columns()).stream().map(name -> col(name)).toArray(Column[]::new);
        return spark.read()
                .schema(day.schema())
                .option("basePath", lake.table(Zone.GOLD, table.name()).toString())
                .parquet(folders)
                .select(columns)
                .unionByName(day);
    }

    /** Writes the rows in their order; gold is small, so that one file holds a date. They are computed once and written twice. */
    private void stage(GoldTable table, Dataset<Row> dated, Collection<LocalDate> dates) {
        List<Column> order = new ArrayList<>(List.of(EVENT_DATE));
        table.order().forEach(name -> order.add(col(name)));
        Dataset<Row> ordered = dated.coalesce(1)
                .sortWithinPartitions(order.toArray(Column[]::new))
                .cache();
        try {
            Column ofDate = EVENT_DATE.equalTo(date);
            Figures figures = new Figures();
            Column money = when(ofDate, table.revenue().orElse(lit(null).cast("decimal(18,2)")));
            staging.gold(
                    figures.of(
                            ordered,
                            count_if(ofDate).as("rows"),
                            Money.total(money).as("revenue")),
                    table.name(),
                    dates);
            staging.csv(ordered, table.name(), dates);
            rows.put(table.name(), figures.count("rows"));
            if (table.revenue().isPresent()) {
                audits.add(new Audit(
                        "revenue in gold is revenue in silver", table.name(), silverRevenue, figures.text("revenue")));
            }
        } finally {
            ordered.unpersist();
        }
    }
}
