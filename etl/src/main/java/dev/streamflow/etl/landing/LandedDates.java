package dev.streamflow.etl.landing;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a topic's committed runs have landed, by event date (UTC). */
public record LandedDates(SortedMap<LocalDate, LandedDate> dates) {
    /** @param records that these runs have landed of the date */
    public record LandedDate(RunNumbers runs, long records) {
        public LandedDate {
            requireNonNull(runs, "runs is null");
        }
    }

    /** Nothing has landed. */
    public static final LandedDates NONE = new LandedDates(new TreeMap<>());

    public LandedDates {
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
    }

    /** The runs that have landed something of a date. */
    public RunNumbers runs(LocalDate date) {
        LandedDate landed = dates.get(date);
        return landed == null ? RunNumbers.NONE : landed.runs();
    }

    /** The records that have landed of a date. */
    public long records(LocalDate date) {
        LandedDate landed = dates.get(date);
        return landed == null ? 0 : landed.records();
    }

    /** Collects runs one by one: a set per date, so that many runs cost no more than their number. */
    static final class Builder {
        private final Map<LocalDate, SortedSet<Long>> runs = new TreeMap<>();
        private final Map<LocalDate, Long> records = new TreeMap<>();

        Builder add(LandedDates others) {
            others.dates.forEach((date, landed) -> {
                runs.computeIfAbsent(date, day -> new TreeSet<>())
                        .addAll(landed.runs().numbers());
                records.merge(date, landed.records(), Long::sum);
            });
            return this;
        }

        void add(long run, LocalDate date, long count) {
            runs.computeIfAbsent(date, day -> new TreeSet<>()).add(run);
            records.merge(date, count, Long::sum);
        }

        LandedDates build() {
            SortedMap<LocalDate, LandedDate> dates = new TreeMap<>();
            runs.forEach(
                    (date, numbers) -> dates.put(date, new LandedDate(new RunNumbers(numbers), records.get(date))));
            return new LandedDates(dates);
        }
    }
}
