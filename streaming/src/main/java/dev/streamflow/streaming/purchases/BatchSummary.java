package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of the records of one batch. Each of them is counted, a duplicate, quarantined or a tombstone.
 *
 * @param batch its number
 * @param timestamp when it began; the same whenever it is done again; null where it has no record
 * @param cells the counted transactions by date and category
 * @param reasons how many quarantined records have each reason; one record may have several
 * @param smallest the smallest amount; null where no transaction has one
 * @param first the earliest event time of a counted transaction; null where there is none
 */
record BatchSummary(
        long batch,
        Instant timestamp,
        List<Cell> cells,
        long duplicates,
        long quarantined,
        long tombstones,
        SortedMap<String, Long> reasons,
        BigDecimal smallest,
        BigDecimal largest,
        Instant first,
        Instant last) {
    /** Categories in their order; transactions without one come first. */
    static final Comparator<String> BY_NAME = Comparator.nullsFirst(Comparator.naturalOrder());

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::date).thenComparing(Cell::category, BY_NAME);

    /**
     * Transactions of one date (UTC) and category.
     *
     * @param category null where the events have none
     */
    record Cell(LocalDate date, String category, Tally tally) {
        Cell {
            requireNonNull(date, "date is null");
            requireNonNull(tally, "tally is null");
        }
    }

    BatchSummary {
        cells = cells.stream().sorted(ORDER).toList();
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** All counted transactions of the batch. */
    @JsonIgnore
    Tally counted() {
        return cells.stream().map(Cell::tally).reduce(Tally.NONE, Tally::plus);
    }

    /** How many records it has read. */
    long read() {
        return counted().transactions() + duplicates + quarantined + tombstones;
    }

    /** Its counted transactions by category. */
    SortedMap<String, Tally> categories() {
        SortedMap<String, Tally> categories = new TreeMap<>(BY_NAME);
        cells.forEach(cell -> categories.merge(cell.category(), cell.tally(), Tally::plus));
        return categories;
    }

    /** The dates that its transactions are of, ascending. */
    List<LocalDate> dates() {
        return cells.stream().map(Cell::date).distinct().toList();
    }
}
