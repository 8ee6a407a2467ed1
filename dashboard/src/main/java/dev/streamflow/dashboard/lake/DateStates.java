package dev.streamflow.dashboard.lake;

import dev.streamflow.dashboard.lake.DateReport.Topic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges each date by both ledgers. */
final class DateStates {
    private final SortedMap<LocalDate, List<DateReport>> reports;
    private final SortedMap<LocalDate, List<LandingRun>> landing;
    private final LedgerSum sum;
    /** Those that some run has read; other topics in landing are nobody's here. */
    private final Set<String> topics;

    DateStates(
            SortedMap<LocalDate, List<DateReport>> reports,
            SortedMap<LocalDate, List<LandingRun>> landing,
            LedgerSum sum) {
        this.reports = reports;
        this.landing = landing;
        this.sum = sum;
        this.topics = reports.values().stream()
                .flatMap(List::stream)
                .flatMap(report -> report.topics().stream())
                .map(Topic::topic)
                .collect(Collectors.toSet());
    }

    /** From the first date that is known to the last. */
    SortedMap<LocalDate, DateState> all() {
        NavigableSet<LocalDate> known = new TreeSet<>(reports.keySet());
        landing.keySet().stream().filter(date -> !landed(date).isEmpty()).forEach(known::add);
        SortedMap<LocalDate, DateState> states = new TreeMap<>();
        if (!known.isEmpty()) {
            known.first().datesUntil(known.last().plusDays(1)).forEach(date -> states.put(date, state(date)));
        }
        return states;
    }

    private List<LandingRun> landed(LocalDate date) {
        return landing.getOrDefault(date, List.of()).stream()
                .filter(run -> topics.contains(run.topic()))
                .toList();
    }

    private DateState state(LocalDate date) {
        List<DateReport> runs = reports.getOrDefault(date, List.of());
        List<LedgerEntry> entries = entries(date, runs);
        if (sum.retained().contains(date)) {
            return new DateState(date, DateStatus.RETAINED, "Retention has deleted its tables.", runs, List.of());
        } else if (runs.isEmpty()) {
            String why = entries.isEmpty() ? "Nothing has landed." : "Records have landed, and no run has read them.";
            return new DateState(date, DateStatus.MISSING, why, runs, entries);
        }
        return published(date, runs, entries);
    }

    private DateState published(LocalDate date, List<DateReport> runs, List<LedgerEntry> entries) {
        DateReport last = runs.get(runs.size() - 1);
        List<String> stale = entries.stream()
                .filter(LedgerEntry::stale)
                .map(LedgerEntry::topic)
                .toList();
        if (!stale.isEmpty()) {
            String why = "More has landed of " + String.join(", ", stale) + ".";
            return new DateState(date, DateStatus.STALE, why, runs, entries);
        } else if (!last.warnings().isEmpty()) {
            return new DateState(date, DateStatus.WARNING, warnings(last), runs, entries);
        }
        List<String> warned = sum.warned().getOrDefault(date, List.of());
        if (!warned.isEmpty()) {
            String why = "An earlier run has warned of " + String.join(", ", warned) + ".";
            return new DateState(date, DateStatus.WARNING, why, runs, entries);
        } else if (Boolean.FALSE.equals(sum.complete().get(date))) {
            return new DateState(date, DateStatus.OPEN, "No landing has covered its end yet.", runs, entries);
        }
        return new DateState(date, DateStatus.COMPLETE, "", runs, entries);
    }

    private static String warnings(DateReport report) {
        return report.warnings().stream()
                        .map(warning -> warning.check() + " (" + warning.of() + "): expected " + warning.expected()
                                + ", found " + warning.found())
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private List<LedgerEntry> entries(LocalDate date, List<DateReport> runs) {
        SortedSet<String> all = new TreeSet<>();
        landed(date).forEach(run -> all.add(run.topic()));
        runs.forEach(run -> run.topics().forEach(topic -> all.add(topic.topic())));
        List<LedgerEntry> entries = new ArrayList<>();
        all.forEach(topic -> entries.add(entry(date, topic, runs)));
        entries.sort(Comparator.comparing(LedgerEntry::topic));
        return entries;
    }

    private LedgerEntry entry(LocalDate date, String topic, List<DateReport> runs) {
        List<LandingRun> landed =
                landed(date).stream().filter(run -> run.topic().equals(topic)).toList();
        Optional<DateReport> last =
                runs.stream().filter(run -> of(run, topic).isPresent()).reduce((first, second) -> second);
        Topic read =
                last.flatMap(run -> of(run, topic)).orElse(new Topic(topic, List.of(), 0, 0, 0, 0, new TreeMap<>()));
        Set<Long> numbers =
                read.offsets().stream().map(DateReport.Offsets::landingRun).collect(Collectors.toSet());
        boolean stale = landed.stream().anyMatch(run -> !numbers.contains((long) run.run()));
        return new LedgerEntry(
                date,
                topic,
                landed.stream().mapToLong(LandingRun::records).sum(),
                read.landed(),
                read.clean(),
                read.duplicates(),
                read.quarantined(),
                stale,
                last.map(DateReport::publication).orElse(0L),
                last.map(DateReport::startedAt).orElse(null),
                runs.size(),
                read.reasons());
    }

    private static Optional<Topic> of(DateReport run, String topic) {
        return run.topics().stream().filter(one -> one.topic().equals(topic)).findFirst();
    }
}
