package dev.streamflow.etl.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a gold table grouped by date and key: how many each key has, those with a missing value, and their
 * revenue.
 */
final class KeyCounts {
    private static final Column EVENT_DATE = col(EventDate.NAME);
    private static final String ROWS = "_rows";
    private static final String KEYS = "_keys";
    private static final String NULLS = "_nulls";
    private static final String REVENUE = "_revenue";
    private static final int SHOWN = 5;

    private final GoldTable table;
    private final Dataset<Row> keys;

    /** The sums of a date. */
    record OfDate(long keys, long nulls, BigDecimal revenue) {
        static final OfDate NONE = new OfDate(0, 0, BigDecimal.ZERO.setScale(2));
    }

    private KeyCounts(GoldTable table, Dataset<Row> keys) {
        this.table = table;
        this.keys = keys;
    }

    /** Plans the count; nothing is read yet. */
    static KeyCounts of(GoldTable table, Dataset<Row> written) {
        Column hasNull = Stream.of(written.columns())
                .filter(name -> !table.nullable().contains(name))
                .map(name -> col(name).isNull())
                .reduce(Column::or)
                .orElse(lit(false));
        Column revenue = table.revenue().orElse(lit(0));
        // A date is one file, so a single task reads it back without a shuffle.
        return new KeyCounts(
                table,
                written.coalesce(1)
                        .groupBy(key(table))
                        .agg(
                                count(lit(1)).as(ROWS),
                                count_if(hasNull).as(NULLS),
                                Money.total(revenue).as(REVENUE)));
    }

    private static Column[] key(GoldTable table) {
        return Stream.concat(Stream.of(EVENT_DATE), table.grain().stream().map(name -> col(name)))
                .toArray(Column[]::new);
    }

    /**
     * Reads the rows and sums them up.
     *
     * @param rows of each date, as the files say; a date without rows has no keys
     */
    Map<LocalDate, OfDate> byDate(Map<LocalDate, Long> rows) {
        Map<LocalDate, OfDate> dates = new TreeMap<>();
        rows.forEach((date, count) -> {
            if (count == 0) {
                dates.put(date, OfDate.NONE);
            }
        });
        keys.groupBy(EVENT_DATE)
                .agg(
                        count(lit(1)).as(KEYS),
                        sum(col(NULLS)).as(NULLS),
                        Money.total(col(REVENUE)).as(REVENUE))
                .collectAsList()
                .forEach(row ->
                        dates.put(row.getLocalDate(0), new OfDate(row.getLong(1), row.getLong(2), row.getDecimal(3))));
        return dates;
    }

    /** Some keys of a date that have more than one row. */
    List<String> repeated(LocalDate date) {
        return some(date, col(ROWS).gt(1));
    }

    /** Some keys of a date whose rows miss a value. */
    List<String> withNulls(LocalDate date) {
        return some(date, col(NULLS).gt(0));
    }

    private List<String> some(LocalDate date, Column isFaulty) {
        return keys
                .where(EVENT_DATE.equalTo(date).and(isFaulty))
                .orderBy(key(table))
                .limit(SHOWN)
                .collectAsList()
                .stream()
                .map(this::key)
                .toList();
    }

    private String key(Row row) {
        return Stream.concat(Stream.of(EventDate.NAME), table.grain().stream())
                .map(name -> name + "=" + row.getAs(name))
                .collect(Collectors.joining(" "));
    }
}
