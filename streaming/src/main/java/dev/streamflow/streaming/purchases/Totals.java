package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all batches so far add up to: by date and category, as long as there is room, and exactly in all. Beyond
 * {@link Limits} the oldest dates become one entry, and new categories go to {@link #OTHERS}; no amount is ever left
 * out.
 *
 * @param dates tallies by date (UTC) and category; those of dates before {@code detailedFrom} are under
 *     {@link #EARLIER}
 * @param detailedFrom the first date that has an entry of its own; earlier ones have been added up
 */
record Totals(
        SortedMap<LocalDate, SortedMap<String, Tally>> dates,
        LocalDate detailedFrom,
        long read,
        long duplicates,
        long quarantined,
        long tombstones,
        SortedMap<String, Long> reasons,
        Limits limits) {
    /** Stands for all dates before {@code detailedFrom}. */
    static final LocalDate EARLIER = LocalDate.MIN;

    /** Stands for the categories for which there is no room, and for one of that name. */
    static final String OTHERS = "(others)";

    private static final int MOST_REASONS = 1000;

    /** How much is kept apart: categories, and pairs of date and category. */
    record Limits(int categories, int cells) {
        static final Limits USUAL = new Limits(1000, 10_000);
    }

    Totals {
        requireNonNull(detailedFrom, "detailedFrom is null");
        requireNonNull(limits, "limits is null");
        SortedMap<LocalDate, SortedMap<String, Tally>> copy = new TreeMap<>();
        dates.forEach((date, categories) -> copy.put(date, Collections.unmodifiableSortedMap(sorted(categories))));
        dates = Collections.unmodifiableSortedMap(copy);
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** Before the first batch. */
    static Totals none(Limits limits) {
        return new Totals(new TreeMap<>(), EARLIER, 0, 0, 0, 0, new TreeMap<>(), limits);
    }

    /** Of one date, or of all before {@code detailedFrom} for {@link #EARLIER}. */
    Tally of(LocalDate date) {
        return sum(dates.getOrDefault(key(date, detailedFrom), new TreeMap<>(BatchSummary.BY_NAME)));
    }

    /** Of all dates. */
    Tally running() {
        return dates.values().stream().map(Totals::sum).reduce(Tally.NONE, Tally::plus);
    }

    /** Of all dates up to this one. */
    Tally until(LocalDate date) {
        return dates.entrySet().stream()
                .filter(entry -> !entry.getKey().isAfter(date))
                .map(entry -> sum(entry.getValue()))
                .reduce(Tally.NONE, Tally::plus);
    }

    /** Of all dates by category. */
    SortedMap<String, Tally> categories() {
        SortedMap<String, Tally> all = sorted(new TreeMap<>(BatchSummary.BY_NAME));
        dates.values().forEach(date -> date.forEach((name, tally) -> all.merge(name, tally, Tally::plus)));
        return all;
    }

    /** The name under which a category is counted. */
    String named(String category) {
        return categories().containsKey(category) ? category : OTHERS;
    }

    /** These and what the next batch brings; the order in which the batch gives it does not matter. */
    Totals plus(BatchSummary batch) {
        NavigableMap<LocalDate, SortedMap<String, Tally>> all = new TreeMap<>();
        dates.forEach((date, categories) -> all.put(date, sorted(categories)));
        SortedMap<String, Tally> known = categories();
        for (BatchSummary.Cell cell : batch.cells()) {
            boolean fits = known.containsKey(cell.category()) || known.size() < limits.categories();
            String category = fits ? cell.category() : OTHERS;
            known.merge(category, cell.tally(), Tally::plus);
            all.computeIfAbsent(key(cell.date(), detailedFrom), date -> sorted(new TreeMap<>(BatchSummary.BY_NAME)))
                    .merge(category, cell.tally(), Tally::plus);
        }
        LocalDate from = fold(all);
        SortedMap<String, Long> why = new TreeMap<>(reasons);
        batch.reasons()
                .forEach((reason, count) -> why.merge(
                        why.containsKey(reason) || why.size() < MOST_REASONS ? reason : OTHERS, count, Long::sum));
        return new Totals(
                all,
                from,
                read + batch.read(),
                duplicates + batch.duplicates(),
                quarantined + batch.quarantined(),
                tombstones + batch.tombstones(),
                why,
                limits);
    }

    /** Adds up the oldest dates until the rest is small enough; the newest date stays. */
    private LocalDate fold(NavigableMap<LocalDate, SortedMap<String, Tally>> all) {
        LocalDate from = detailedFrom;
        SortedMap<String, Tally> earlier = sorted(all.getOrDefault(EARLIER, new TreeMap<>(BatchSummary.BY_NAME)));
        all.remove(EARLIER);
        int cells = all.values().stream().mapToInt(Map::size).sum();
        while (cells > limits.cells() && all.size() > 1) {
            SortedMap<String, Tally> oldest = all.pollFirstEntry().getValue();
            cells -= oldest.size();
            oldest.forEach((name, tally) -> earlier.merge(name, tally, Tally::plus));
            from = all.firstKey();
        }
        if (!earlier.isEmpty()) {
            all.put(EARLIER, earlier);
        }
        return from;
    }

    private static LocalDate key(LocalDate date, LocalDate from) {
        return date.isBefore(from) ? EARLIER : date;
    }

    private static Tally sum(SortedMap<String, Tally> categories) {
        return categories.values().stream().reduce(Tally.NONE, Tally::plus);
    }

    private static SortedMap<String, Tally> sorted(SortedMap<String, Tally> categories) {
        SortedMap<String, Tally> copy = new TreeMap<>(BatchSummary.BY_NAME);
        copy.putAll(categories);
        return copy;
    }
}
