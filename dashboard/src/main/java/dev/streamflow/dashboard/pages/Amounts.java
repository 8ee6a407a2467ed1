package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.store.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Sums of what the ledger says. */
final class Amounts {
    private Amounts() {}

    /** Over all dates of a range and these topics; no topics: all. */
    static long sum(LakeState lake, Range range, Set<String> topics, ToLongFunction<LedgerEntry> amount) {
        return range.dates().stream()
                .map(lake::date)
                .flatMap(Optional::stream)
                .mapToLong(state -> sum(state, topics, amount))
                .sum();
    }

    static long sum(DateState state, Set<String> topics, ToLongFunction<LedgerEntry> amount) {
        return state.entries().stream()
                .filter(entry -> topics.isEmpty() || topics.contains(entry.topic()))
                .mapToLong(amount)
                .sum();
    }

    /** The share of quarantined rows of each date, in percent; null where nothing has landed. */
    static List<BigDecimal> quarantined(LakeState lake, Range range) {
        List<BigDecimal> shares = new ArrayList<>();
        for (LocalDate date : range.dates()) {
            shares.add(lake.date(date)
                    .filter(DateState::isPublished)
                    .flatMap(state -> percent(
                            sum(state, Set.of(), LedgerEntry::quarantined), sum(state, Set.of(), LedgerEntry::landed)))
                    .orElse(null));
        }
        return shares;
    }

    /** Empty where the whole is nothing. */
    static Optional<BigDecimal> percent(long part, long whole) {
        return whole == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP));
    }
}
