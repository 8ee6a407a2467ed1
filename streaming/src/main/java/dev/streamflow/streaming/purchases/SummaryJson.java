package dev.streamflow.streaming.purchases;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * A batch and the totals after it as programs read them: one line of JSON.
 *
 * @param amount the column that is added up
 * @param by the column that categories are from
 * @param days of the dates that the batch has transactions of, ascending: what all batches so far add up to
 * @param categories of the batch
 * @param runningTotal of all dates, and {@code transactions}: how many that are
 */
record SummaryJson(
        long batch,
        Instant timestamp,
        String schema,
        String amount,
        String by,
        List<Day> days,
        long read,
        long counted,
        long duplicates,
        long quarantined,
        long tombstones,
        SortedMap<String, Long> reasons,
        List<Category> categories,
        BigDecimal runningTotal,
        long transactions) {

    /**
     * A date in UTC.
     *
     * @param runningTotal of this date and all before it
     */
    record Day(LocalDate date, BigDecimal dailyTotal, BigDecimal runningTotal, long transactions) {}

    /**
     * A category; null where events have none.
     *
     * @param amount of this batch
     * @param total of all batches; that of all categories without a place of their own where it has none
     */
    record Category(String category, long transactions, BigDecimal amount, BigDecimal total) {}

    static SummaryJson of(PurchaseColumns columns, BatchSummary batch, Totals totals) {
        SortedMap<String, Tally> all = totals.categories();
        Tally running = totals.running();
        return new SummaryJson(
                batch.batch(),
                batch.timestamp(),
                columns.schema().name(),
                columns.amount(),
                columns.by(),
                batch.dates().stream().map(date -> day(date, totals)).toList(),
                batch.read(),
                batch.counted().transactions(),
                batch.duplicates(),
                batch.quarantined(),
                batch.tombstones(),
                batch.reasons(),
                batch.categories().entrySet().stream()
                        .map(entry -> new Category(
                                entry.getKey(),
                                entry.getValue().transactions(),
                                entry.getValue().amount(),
                                all.getOrDefault(totals.named(entry.getKey()), Tally.NONE)
                                        .amount()))
                        .toList(),
                running.amount(),
                running.transactions());
    }

    private static Day day(LocalDate date, Totals totals) {
        Tally daily = totals.of(date);
        return new Day(date, daily.amount(), totals.until(date).amount(), daily.transactions());
    }
}
