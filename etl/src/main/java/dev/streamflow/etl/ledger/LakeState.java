package dev.streamflow.etl.ledger;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tables of a lake hold, by date: the sum of the ledger, published with it, so that readers need not read
 * every report.
 *
 * @param version of this document
 * @param publications their number so far
 */
public record LakeState(int version, long publications, SortedMap<LocalDate, PublishedDate> dates) {
    public static final int VERSION = 1;

    /** An empty lake. */
    public static final LakeState NOTHING = new LakeState(VERSION, 0, new TreeMap<>());

    public LakeState {
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
    }

    public PublishedDate date(LocalDate date) {
        return dates.getOrDefault(date, PublishedDate.NONE);
    }

    /** The lake after these reports, in the order of their publications. */
    public LakeState with(Collection<DateReport> reports) {
        SortedMap<LocalDate, PublishedDate> all = new TreeMap<>(dates);
        long last = publications;
        List<DateReport> ordered = reports.stream()
                .sorted(Comparator.comparingLong(DateReport::publication))
                .toList();
        for (DateReport report : ordered) {
            all.merge(report.date(), PublishedDate.NONE.with(report), (before, only) -> before.with(report));
            last = Math.max(last, report.publication());
        }
        return new LakeState(VERSION, last, all);
    }
}
