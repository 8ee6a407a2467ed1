package dev.streamflow.etl.landing;

import static java.util.Objects.requireNonNull;

import dev.streamflow.landing.ledger.DeletedFiles;
import dev.streamflow.landing.ledger.Retention;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a topic's committed runs have landed, by event date (UTC).
 *
 * @param dates what is there
 * @param deleted what retention has deleted; of such a date, what is in {@code dates} as well has come later
 * @param through everything that reached Kafka before this instant, and what was allowed to come later, has landed;
 *     empty if that is not known
 */
public record LandedDates(
        SortedMap<LocalDate, LandedDate> dates, SortedMap<LocalDate, DeletedDate> deleted, Optional<Instant> through) {
    /** @param records that these runs have landed of the date */
    public record LandedDate(RunNumbers runs, long records) {
        public LandedDate {
            requireNonNull(runs, "runs is null");
        }
    }

    /**
     * What retention has deleted of a date.
     *
     * @param records that these runs had landed of the date
     * @param cut the last one that has deleted something of it
     */
    public record DeletedDate(RunNumbers runs, long records, RetentionCut cut) {
        public DeletedDate {
            requireNonNull(runs, "runs is null");
            requireNonNull(cut, "cut is null");
        }

        private DeletedDate and(DeletedDate later) {
            return new DeletedDate(runs.and(later.runs), records + later.records, later.cut);
        }
    }

    /** Nothing has landed. */
    public static final LandedDates NONE = new LandedDates(new TreeMap<>());

    public LandedDates {
        requireNonNull(through, "through is null");
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
        deleted = Collections.unmodifiableSortedMap(new TreeMap<>(deleted));
    }

    /** Of a landing that nothing was deleted of. */
    public LandedDates(SortedMap<LocalDate, LandedDate> dates) {
        this(dates, new TreeMap<>(), Optional.empty());
    }

    /** The runs that have landed something of a date which is there. */
    public RunNumbers runs(LocalDate date) {
        LandedDate landed = dates.get(date);
        return landed == null ? RunNumbers.NONE : landed.runs();
    }

    /** The records of a date that are there. */
    public long records(LocalDate date) {
        LandedDate landed = dates.get(date);
        return landed == null ? 0 : landed.records();
    }

    /** What retention has deleted of a date, if anything. */
    public Optional<DeletedDate> deleted(LocalDate date) {
        return Optional.ofNullable(deleted.get(date));
    }

    /** Collects runs one by one: a set per date, so that many runs cost no more than their number. */
    static final class Builder {
        private final Map<LocalDate, SortedSet<Long>> runs = new TreeMap<>();
        private final Map<LocalDate, Long> records = new TreeMap<>();
        private final SortedMap<LocalDate, DeletedDate> deleted = new TreeMap<>();

        /** Adds what earlier runs and entries of retention have come to. */
        void add(SortedMap<LocalDate, LandedDate> landed, SortedMap<LocalDate, DeletedDate> gone) {
            landed.forEach((date, of) -> {
                runs.computeIfAbsent(date, day -> new TreeSet<>())
                        .addAll(of.runs().numbers());
                records.merge(date, of.records(), Long::sum);
            });
            gone.forEach((date, of) -> deleted.merge(date, of, DeletedDate::and));
        }

        void add(long run, LocalDate date, long count) {
            runs.computeIfAbsent(date, day -> new TreeSet<>()).add(run);
            records.merge(date, count, Long::sum);
        }

        void delete(Retention entry) {
            for (DeletedFiles files : entry.dates()) {
                RunNumbers numbers = RunNumbers.of(
                        files.runs().stream().map(Integer::longValue).toList());
                DeletedDate gone =
                        new DeletedDate(numbers, files.records(), new RetentionCut(entry.createdAt(), entry.before()));
                deleted.merge(files.date(), gone, DeletedDate::and);
            }
        }

        /** What all runs have landed, be it there or not. */
        SortedMap<LocalDate, LandedDate> landed() {
            SortedMap<LocalDate, LandedDate> dates = new TreeMap<>();
            runs.forEach(
                    (date, numbers) -> dates.put(date, new LandedDate(new RunNumbers(numbers), records.get(date))));
            return dates;
        }

        LandedDates build(Optional<Instant> through) {
            SortedMap<LocalDate, LandedDate> dates = landed();
            deleted.forEach((date, gone) -> dates.computeIfPresent(date, (day, landed) -> {
                RunNumbers left = landed.runs().without(gone.runs());
                return left.isEmpty() ? null : new LandedDate(left, landed.records() - gone.records());
            }));
            return new LandedDates(dates, deleted, through);
        }
    }
}
