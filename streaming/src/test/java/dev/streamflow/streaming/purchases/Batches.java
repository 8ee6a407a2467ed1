package dev.streamflow.streaming.purchases;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Batches in a few words. */
final class Batches {
    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    static final LocalDate DAY = LocalDate.parse("2026-03-04");

    private Batches() {}

    static BatchSummary.Cell cell(LocalDate date, String category, long transactions, String amount) {
        return new BatchSummary.Cell(date, category, new Tally(transactions, new BigDecimal(amount)));
    }

    static BatchSummary batch(long number, BatchSummary.Cell... cells) {
        List<BatchSummary.Cell> all = new ArrayList<>(List.of(cells));
        return new BatchSummary(
                number,
                NOW,
                all,
                4,
                3,
                1,
                new TreeMap<>(Map.of("quantity:minimum", 2L, "json:truncated", 1L)),
                new BigDecimal("1.20"),
                new BigDecimal("399.00"),
                NOW.minusSeconds(20),
                NOW.minusSeconds(10));
    }
}
