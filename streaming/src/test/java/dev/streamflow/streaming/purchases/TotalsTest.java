package dev.streamflow.streaming.purchases;

import static dev.streamflow.streaming.purchases.Batches.DAY;
import static dev.streamflow.streaming.purchases.Batches.batch;
import static dev.streamflow.streaming.purchases.Batches.cell;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private static final Totals NONE = Totals.none(Totals.Limits.USUAL);

    private static Tally tally(long transactions, String amount) {
        return new Tally(transactions, new BigDecimal(amount));
    }

    @Test
    void amountsAddUpByDateByCategoryAndInAll() {
        Totals totals = NONE.plus(batch(0, cell(DAY, "Books", 2, "10.10"), cell(DAY.minusDays(1), "Toys", 1, "0.20")))
                .plus(batch(1, cell(DAY, "Books", 1, "0.01"), cell(DAY, null, 1, "5.00")));

        assertThat(totals.of(DAY)).isEqualTo(tally(4, "15.11"));
        assertThat(totals.of(DAY.minusDays(1))).isEqualTo(tally(1, "0.20"));
        assertThat(totals.of(DAY.plusDays(1))).isEqualTo(Tally.NONE);
        assertThat(totals.until(DAY.minusDays(1))).isEqualTo(tally(1, "0.20"));
        assertThat(totals.until(DAY)).isEqualTo(totals.running()).isEqualTo(tally(5, "15.31"));
        assertThat(totals.categories())
                .containsEntry("Books", tally(3, "10.11"))
                .containsEntry(null, tally(1, "5.00"));
        assertThat(totals.read()).isEqualTo(5 + 2 * 8);
        assertThat(totals.duplicates()).isEqualTo(8);
        assertThat(totals.reasons()).containsEntry("quantity:minimum", 4L);
    }

    /** A tenth of a cent would show after a million of them. */
    @Test
    void centsAreExact() {
        Totals totals = NONE;
        for (int i = 0; i < 1000; i++) {
            totals = totals.plus(batch(i, cell(DAY, "Books", 1000, "100.10")));
        }
        assertThat(totals.running()).isEqualTo(tally(1_000_000, "100100.00"));
    }

    /**
     * Late events included: whatever was folded before them, no cent is lost, and dates that have an entry are whole.
     */
    @Test
    void foldedDatesStayInTheRunningTotal() {
        Totals.Limits limits = new Totals.Limits(1000, 10);
        Totals folded = Totals.none(limits);
        Totals whole = NONE;
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            BatchSummary one = batch(
                    i,
                    cell(
                            DAY.plusDays(i / 10).minusDays(random.nextInt(40)),
                            "c" + random.nextInt(3),
                            1,
                            "0.0" + i % 10));
            folded = folded.plus(one);
            whole = whole.plus(one);

            assertThat(folded.running()).isEqualTo(whole.running());
            assertThat(folded.categories()).isEqualTo(whole.categories());
        }
        assertThat(folded.dates().values().stream()
                        .mapToInt(categories -> categories.size())
                        .sum())
                .isLessThanOrEqualTo(10 + 3);
        assertThat(folded.detailedFrom()).isAfter(DAY);
        assertThat(folded.of(folded.detailedFrom().minusDays(1)))
                .isEqualTo(whole.until(folded.detailedFrom().minusDays(1)));
        for (var date : folded.dates().tailMap(folded.detailedFrom()).keySet()) {
            assertThat(folded.of(date)).isEqualTo(whole.of(date));
        }
    }

    @Test
    void categoriesBeyondTheRoomAreOthers() {
        Totals totals = Totals.none(new Totals.Limits(2, 100))
                .plus(batch(0, cell(DAY, "a", 1, "1.00"), cell(DAY, "b", 1, "2.00"), cell(DAY, "c", 1, "4.00")))
                .plus(batch(1, cell(DAY, "d", 1, "8.00"), cell(DAY, "a", 1, "16.00")));

        assertThat(totals.categories())
                .hasSize(3)
                .containsEntry("a", tally(2, "17.00"))
                .containsEntry(Totals.OTHERS, tally(2, "12.00"));
        assertThat(totals.named("c")).isEqualTo(Totals.OTHERS);
        assertThat(totals.running()).isEqualTo(tally(5, "31.00"));
    }

    /** Spark gives the groups of a batch in any order; what is done again must come out equal. */
    @Test
    void theOrderWithinABatchDoesNotMatter() {
        List<BatchSummary.Cell> cells = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            cells.add(cell(DAY.minusDays(i % 7), i % 5 == 0 ? null : "c" + i % 11, 1, i + ".00"));
        }
        Totals.Limits limits = new Totals.Limits(4, 9);
        Totals totals = Totals.none(limits).plus(batch(0, cells.toArray(BatchSummary.Cell[]::new)));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(cells, new Random(seed));
            assertThat(Totals.none(limits).plus(batch(0, cells.toArray(BatchSummary.Cell[]::new))))
                    .isEqualTo(totals);
        }
    }
}
