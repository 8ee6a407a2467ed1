package dev.streamflow.streaming.purchases;

import static dev.streamflow.streaming.purchases.Batches.DAY;
import static dev.streamflow.streaming.purchases.Batches.batch;
import static dev.streamflow.streaming.purchases.Batches.cell;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTextTest {
    private static final BatchSummary BATCH = batch(
            12,
            cell(DAY, "Electronics", 40, "2345.10"),
            cell(DAY, "Home & Kitchen", 7, "199.90"),
            cell(DAY.minusDays(1), null, 1, "5.00"));
    private static final Totals TOTALS = Totals.none(Totals.Limits.USUAL)
            .plus(batch(11, cell(DAY, "Electronics", 1000, "1000000.00")))
            .plus(BATCH);

    private static String text(int width, BatchSummary batch, Totals totals) {
        return String.join("\n", new SummaryText("total_amount", "product_category", width).lines(batch, totals));
    }

    @Test
    void aBatchReadsLikeThis() {
        assertThat(text(80, BATCH, TOTALS))
                .isEqualTo("""
                        ================================================================================
                        DAILY AGGREGATION SUMMARY at 2026-03-04 05:06:07 UTC
                          date         daily total  running total  transactions
                          2026-03-03          5.00           5.00             1
                          2026-03-04  1,002,545.00   1,002,550.00         1,047
                        BATCH DETAILS
                          batch 12: read 56 = counted 48 + duplicates 4 + quarantined 3 + tombstones 1
                          total_amount 2,550.00, from 1.20 to 399.00, mean 53.13
                          events from 2026-03-04 05:05:47 to 2026-03-04 05:05:57
                          quarantined for quantity:minimum 2, json:truncated 1
                        CATEGORY BREAKDOWN
                          product_category  transactions  this batch        so far
                          Electronics                 40    2,345.10  1,002,345.10
                          Home & Kitchen               7      199.90        199.90
                          (none)                       1        5.00          5.00
                        RUNNING TOTAL 1,002,550.00 of 1,048 transactions""".replace("this batch       so far", "this batch        so far"));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 30, 40, 50, 60, 70, 79, 80, 120})
    void noLineIsWiderThanTheTerminal(int width) {
        List<BatchSummary.Cell> cells = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            cells.add(cell(DAY.minusDays(i), "商品カテゴリー with a long name " + i, 1, i + ".50"));
        }
        BatchSummary batch = batch(3, cells.toArray(BatchSummary.Cell[]::new));
        Totals totals = Totals.none(Totals.Limits.USUAL).plus(batch);

        assertThat(new SummaryText("total_amount", "product_category", width).lines(batch, totals))
                .allSatisfy(line -> assertThat(TextWidth.of(line)).as(line).isLessThanOrEqualTo(width));
        assertThat(text(width, batch, totals)).contains("DAILY AGGREGATION", "BATCH DETAILS", "CATEGORY BREAKDOWN");
        assertThat(text(width, batch, totals)).contains("RUNNING TOTAL", "450.00");
    }

    @Test
    void namesDoNotSteerTheTerminal() {
        BatchSummary batch = batch(0, cell(DAY, "\u001b[2J\nred\u202etxt", 1, "1.00"));

        assertThat(text(80, batch, Totals.none(Totals.Limits.USUAL).plus(batch)))
                .contains("  ?[2J?red?txt ")
                .doesNotContain("\u001b");
    }

    @Test
    void aBatchWithoutTransactionsSaysSo() {
        BatchSummary batch =
                new BatchSummary(0, Batches.NOW, List.of(), 0, 1, 0, new java.util.TreeMap<>(), null, null, null, null);

        assertThat(text(80, batch, TOTALS))
                .contains("  no transaction in this batch\n")
                .contains(
                        "read 1 = counted 0 + duplicates 0 + quarantined 1 + tombstones 0\nCATEGORY BREAKDOWN\nRUNNING");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "0.000, 0.00",
        "12, 12.00",
        "1234567.5, '1,234,567.50'",
        "-0.10, -0.10",
        "1.230000000, 1.23",
        "1.0004, 1.0004",
        "1E+3, '1,000.00'"
    })
    void amountsAreShownExactly(BigDecimal amount, String shown) {
        assertThat(SummaryText.money(amount)).isEqualTo(shown);
    }
}
