package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One published state of the lake, as its ledger and landing's tell it.
 *
 * @param number of the version; 0 where nothing is published
 * @param tag changes whenever anything in it does, also where landing alone has gone on
 * @param publishedAt null where nothing is published
 * @param dates every date from the first to the last that is published or has landed, without gaps
 * @param landing runs of landing by date
 */
public record LakeState(
        long number,
        String tag,
        Instant publishedAt,
        SortedMap<LocalDate, DateState> dates,
        SortedMap<LocalDate, List<LandingRun>> landing) {
    /** Nothing is published. */
    public static final LakeState NOTHING = new LakeState(0, "0", null, new TreeMap<>(), new TreeMap<>());

    public LakeState {
        requireNonNull(tag, "tag is null");
        dates = Collections.unmodifiableSortedMap(requireNonNull(dates, "dates is null"));
        landing = Collections.unmodifiableSortedMap(requireNonNull(landing, "landing is null"));
    }

    /** As its folder is called: 000042. */
    public String name() {
        return String.format(Locale.ROOT, "%06d", number);
    }

    public boolean isEmpty() {
        return number == 0;
    }

    public Optional<DateState> date(LocalDate date) {
        return Optional.ofNullable(dates.get(date));
    }

    /** The newest date that is published. */
    public Optional<LocalDate> newest() {
        return last(DateState::isPublished);
    }

    /** The newest date that is complete: a range ends there. */
    public Optional<LocalDate> newestComplete() {
        return last(state -> state.status() == DateStatus.COMPLETE);
    }

    /** The oldest date that is published. */
    public Optional<LocalDate> oldest() {
        return dates.values().stream()
                .filter(DateState::isPublished)
                .map(DateState::date)
                .findFirst();
    }

    private Optional<LocalDate> last(Predicate<DateState> which) {
        return dates.values().stream().filter(which).map(DateState::date).reduce((first, second) -> second);
    }

    /** A row for each date and topic, newest date first. */
    public List<LedgerEntry> ledger() {
        return dates.values().stream()
                .sorted((one, other) -> other.date().compareTo(one.date()))
                .flatMap(state -> state.entries().stream())
                .toList();
    }

    /** Quarantined rows by reason, of dates from one to another, both included. */
    public List<ReasonCount> reasons(LocalDate from, LocalDate to) {
        return dates.subMap(from, to.plusDays(1)).values().stream()
                .flatMap(state -> state.entries().stream())
                .flatMap(entry -> entry.reasons().entrySet().stream()
                        .map(reason ->
                                new ReasonCount(entry.date(), entry.topic(), reason.getKey(), reason.getValue())))
                .toList();
    }

    /** Where the figures of a date come from; empty for a date that is not known. */
    public Optional<Explanation> explain(LocalDate date) {
        return date(date).map(state -> Explanations.of(state, landing.getOrDefault(date, List.of())));
    }
}
