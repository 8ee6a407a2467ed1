package dev.streamflow.etl.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.GoldRules;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Cuts the rows of a gold table into the tasks that write its files. A date that fits one file is one; a date with more
 * rows is cut by ranges of its key, so that no task has all of them, and the order goes on from file to file.
 *
 * @param rows of one file at most
 * @param records that the batch has landed: no table that grows with the day has more rows, so fewer need not be
 *     counted
 */
record GoldFiles(long rows, long records) {
    private static final Column EVENT_DATE = col(EventDate.NAME);
    /**
     * How full a range is meant to be. Ranges are drawn from a sample, and what is over goes into a file of its own.
     */
    private static final double FILL = 0.75;

    /**
     * Whether a table may have more rows of a date than one file: then it is read more than once, to count and to cut
     * it.
     */
    boolean mayBeSeveral() {
        return records > rows;
    }

    /**
     * The rows in sorted partitions, in the order of which they are to be written; no date is in two of the datasets.
     */
    List<Dataset<Row>> of(Dataset<Row> table, GoldRules rules) {
        Map<LocalDate, Long> large = mayBeSeveral() ? large(table) : Map.of();
        if (large.isEmpty()) {
            return List.of(sorted(table.repartition(EVENT_DATE), rules));
        }
        Column isLarge = EventDate.isOneOf(large.keySet());
        long total = large.values().stream().mapToLong(Long::longValue).sum();
        int ranges = (int) Math.ceil(total / (rows * FILL));
        return List.of(
                sorted(table.where(not(isLarge)).repartition(EVENT_DATE), rules),
                sorted(table.where(isLarge).repartitionByRange(ranges, columns(rules.common())), rules));
    }

    private Map<LocalDate, Long> large(Dataset<Row> table) {
        Map<LocalDate, Long> large = new TreeMap<>();
        table.groupBy(EVENT_DATE)
                .count()
                .where(col("count").gt(rows))
                .collectAsList()
                .forEach(row -> large.put(row.getLocalDate(0), row.getLong(1)));
        return large;
    }

    private static Dataset<Row> sorted(Dataset<Row> rows, GoldRules rules) {
        return rows.sortWithinPartitions(columns(rules.order()));
    }

    private static Column[] columns(List<String> names) {
        return Stream.concat(Stream.of(EventDate.NAME), names.stream())
                .map(name -> col(name))
                .toArray(Column[]::new);
    }
}
