package dev.streamflow.etl.ledger;

import dev.streamflow.etl.landing.RetentionCut;
import dev.streamflow.etl.ledger.PublishedDate.PublishedTopic;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the tables of a lake hold, by date: the sum of the ledger, published with it, so that readers need not read
 * every report. It may be of some months only, as its documents are.
 *
 * @param version of this document
 * @param publications their number so far
 * @param dates what was last published of each date
 * @param retained those of them that have left all tables since, and others that lay there
 */
public record LakeState(
        int version,
        long publications,
        SortedMap<LocalDate, PublishedDate> dates,
        SortedMap<LocalDate, RetentionCut> retained) {
    public static final int VERSION = 4;
    /** Those before, which are one document, of which the first two do not say which dates are complete. */
    static final Set<Integer> EARLIER_VERSIONS = Set.of(1, 2, 3);

    /** An empty lake. */
    public static final LakeState NOTHING = new LakeState(VERSION, 0, new TreeMap<>(), new TreeMap<>());

    public LakeState {
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
        retained = Collections.unmodifiableSortedMap(new TreeMap<>(retained));
    }

    /** The months in which something was published or has left. */
    SortedSet<YearMonth> months() {
        SortedSet<YearMonth> months = months(dates.keySet());
        months.addAll(months(retained.keySet()));
        return months;
    }

    static SortedSet<YearMonth> months(Collection<LocalDate> dates) {
        return dates.stream().map(YearMonth::from).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What it says of a month. */
    LakeState month(YearMonth month) {
        LocalDate first = month.atDay(1);
        LocalDate end = month.plusMonths(1).atDay(1);
        return new LakeState(VERSION, publications, dates.subMap(first, end), retained.subMap(first, end));
    }

    /** The number of publications alone. */
    LakeState withoutDates() {
        return new LakeState(VERSION, publications, new TreeMap<>(), new TreeMap<>());
    }

    /** With what another says of other months. */
    LakeState and(LakeState months) {
        SortedMap<LocalDate, PublishedDate> all = new TreeMap<>(dates);
        all.putAll(months.dates);
        SortedMap<LocalDate, RetentionCut> gone = new TreeMap<>(retained);
        gone.putAll(months.retained);
        return new LakeState(VERSION, publications, all, gone);
    }

    public PublishedDate date(LocalDate date) {
        return dates.getOrDefault(date, PublishedDate.NONE);
    }

    /** The most records that a topic had on one date. */
    public long mostRecords() {
        return dates.values().stream()
                .flatMap(date -> date.topics().values().stream())
                .mapToLong(PublishedTopic::landed)
                .max()
                .orElse(0);
    }

    /** When and why a date has left all tables; empty if it has not, or was computed again since. */
    public Optional<RetentionCut> retained(LocalDate date) {
        return Optional.ofNullable(retained.get(date));
    }

    /** The lake after these reports, in the order of their publications. */
    public LakeState with(Collection<DateReport> reports) {
        SortedMap<LocalDate, PublishedDate> all = new TreeMap<>(dates);
        SortedMap<LocalDate, RetentionCut> gone = new TreeMap<>(retained);
        long last = publications;
        List<DateReport> ordered = reports.stream()
                .sorted(Comparator.comparingLong(DateReport::publication))
                .toList();
        for (DateReport report : ordered) {
            PublishedDate before = gone.remove(report.date()) == null ? all.get(report.date()) : null;
            all.put(report.date(), (before == null ? PublishedDate.NONE : before).with(report));
            last = Math.max(last, report.publication());
        }
        return new LakeState(VERSION, last, all, gone);
    }

    /** The lake after dates have left it. */
    public LakeState with(RetentionReport retention) {
        SortedMap<LocalDate, RetentionCut> gone = new TreeMap<>(retained);
        RetentionCut why = new RetentionCut(retention.at(), retention.before());
        retention.dates().forEach(date -> gone.put(date, why));
        return new LakeState(VERSION, Math.max(publications, retention.publication()), dates, gone);
    }

    /** The lake after all of these, in the order of their publications. */
    LakeState with(Collection<DateReport> reports, Collection<RetentionReport> retentions) {
        LakeState state = this;
        List<DateReport> rest = new ArrayList<>(reports);
        List<RetentionReport> ordered = retentions.stream()
                .sorted(Comparator.comparingLong(RetentionReport::publication))
                .toList();
        for (RetentionReport retention : ordered) {
            List<DateReport> earlier = rest.stream()
                    .filter(report -> report.publication() < retention.publication())
                    .toList();
            rest.removeAll(earlier);
            state = state.with(earlier).with(retention);
        }
        return state.with(rest);
    }
}
