package dev.streamflow.streaming.purchases;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Adds up the records of a batch, in one job. */
final class BatchAggregator {
    private static final String RECORDS = "records";
    private static final Column COUNTED = col(PurchaseRecords.OUTCOME).equalTo(PurchaseRecords.COUNTED);

    private BatchAggregator() {}

    /** @param records as {@link PurchaseRecords} gives them */
    static BatchSummary read(Dataset<Row> records, long batch) {
        List<Row> groups = records.groupBy(
                        col(PurchaseRecords.OUTCOME),
                        counted(PurchaseRecords.DATE),
                        counted(PurchaseRecords.CATEGORY),
                        col(PurchaseRecords.REASONS))
                .agg(
                        count(lit(1)).as(RECORDS),
                        sum(PurchaseRecords.AMOUNT).as("sum"),
                        min(PurchaseRecords.AMOUNT).as("min"),
                        max(PurchaseRecords.AMOUNT).as("max"),
                        min(PurchaseRecords.TIME).as("first"),
                        max(PurchaseRecords.TIME).as("last"),
                        max(PurchaseRecords.NOW).as(PurchaseRecords.NOW))
                .collectAsList();
        List<Row> counted = of(groups, PurchaseRecords.COUNTED);
        List<BatchSummary.Cell> cells = new ArrayList<>();
        counted.forEach(group -> cells.add(new BatchSummary.Cell(
                group.<LocalDate>getAs(PurchaseRecords.DATE),
                group.getAs(PurchaseRecords.CATEGORY),
                new Tally(group.getAs(RECORDS), orZero(group.getAs("sum"))))));
        return new BatchSummary(
                batch,
                extreme(groups, PurchaseRecords.NOW, BinaryOperator.maxBy(Comparator.<Instant>naturalOrder())),
                cells,
                records(of(groups, PurchaseRecords.DUPLICATE)),
                records(of(groups, PurchaseRecords.QUARANTINED)),
                records(of(groups, PurchaseRecords.TOMBSTONE)),
                reasons(of(groups, PurchaseRecords.QUARANTINED)),
                extreme(counted, "min", BinaryOperator.minBy(Comparator.<BigDecimal>naturalOrder())),
                extreme(counted, "max", BinaryOperator.maxBy(Comparator.<BigDecimal>naturalOrder())),
                extreme(counted, "first", BinaryOperator.minBy(Comparator.<Instant>naturalOrder())),
                extreme(counted, "last", BinaryOperator.maxBy(Comparator.<Instant>naturalOrder())));
    }

    /** Dates and categories of records that are not counted would only make groups. */
    private static Column counted(String column) {
        return when(COUNTED, col(column)).as(column);
    }

    private static List<Row> of(List<Row> groups, String outcome) {
        return groups.stream()
                .filter(group -> group.getAs(PurchaseRecords.OUTCOME).equals(outcome))
                .toList();
    }

    private static long records(List<Row> groups) {
        return groups.stream().mapToLong(group -> group.<Long>getAs(RECORDS)).sum();
    }

    private static SortedMap<String, Long> reasons(List<Row> groups) {
        SortedMap<String, Long> reasons = new TreeMap<>();
        for (Row group : groups) {
            List<String> of = group.getList(group.fieldIndex(PurchaseRecords.REASONS));
            of.stream().distinct().forEach(reason -> reasons.merge(reason, group.<Long>getAs(RECORDS), Long::sum));
        }
        return reasons;
    }

    private static BigDecimal orZero(BigDecimal sum) {
        return sum == null ? BigDecimal.ZERO : sum;
    }

    private static <T> T extreme(List<Row> groups, String column, BinaryOperator<T> better) {
        return groups.stream()
                .map(group -> group.<T>getAs(column))
                .filter(Objects::nonNull)
                .reduce(better)
                .orElse(null);
    }
}
