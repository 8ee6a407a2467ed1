package dev.streamflow.dashboard.lake;

import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.InvalidLedgerException;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Retentions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has landed, by the commits in landing's ledger. Each is read once: a commit is never changed. */
final class LandingLedger {
    private final Path landing;
    private Map<String, Committed> known = new HashMap<>();

    /** A commit, and when it was written. */
    private record Committed(Commit commit, Instant at) {}

    LandingLedger(Path landing) {
        this.landing = landing;
    }

    /** Changes when a run has committed or retention has deleted. */
    String pointer() throws IOException {
        StringBuilder names = new StringBuilder();
        for (Path topic : Folders.list(landing)) {
            List<String> entries = Folders.list(ledger(topic)).stream()
                    .map(Folders::name)
                    .filter(name -> LandingLayout.commit(name).isPresent()
                            || LandingLayout.retention(name).isPresent())
                    .toList();
            names.append(Folders.name(topic)).append(entries.hashCode());
        }
        return names.toString();
    }

    private static Path ledger(Path topic) {
        return topic.resolve("_ledger");
    }

    /** The runs that took records of a date which are still there, by topic and number. */
    SortedMap<LocalDate, List<LandingRun>> runs() throws IOException {
        Map<String, Committed> read = new HashMap<>();
        SortedMap<LocalDate, List<LandingRun>> byDate = new TreeMap<>();
        for (Path topic : Folders.list(landing)) {
            List<Path> entries = Folders.list(ledger(topic));
            Retentions retentions = retentions(Folders.name(topic), entries);
            for (Path entry : entries) {
                OptionalInt run = LandingLayout.commit(Folders.name(entry));
                if (run.isPresent()) {
                    Committed committed = committed(Folders.name(topic), entry, run.getAsInt(), read);
                    add(committed, retentions, byDate);
                }
            }
        }
        known = read;
        byDate.values()
                .forEach(runs ->
                        runs.sort(Comparator.comparing(LandingRun::topic).thenComparing(LandingRun::run)));
        return byDate;
    }

    private Committed committed(String topic, Path entry, int run, Map<String, Committed> read) throws IOException {
        String identity = topic + "/" + Folders.identity(entry);
        Committed committed = known.get(identity);
        if (committed == null) {
            try {
                Commit commit = LedgerJson.commit(Files.readAllBytes(entry), entry.toString(), topic, run);
                committed =
                        new Committed(commit, Files.getLastModifiedTime(entry).toInstant());
            } catch (InvalidLedgerException e) {
                throw new UnreadableLakeException(e.getMessage(), e);
            }
        }
        read.put(identity, committed);
        return committed;
    }

    private static Retentions retentions(String topic, Collection<Path> entries) throws IOException {
        List<Retention> retentions = new ArrayList<>();
        for (Path entry : entries) {
            OptionalInt number = LandingLayout.retention(Folders.name(entry));
            if (number.isPresent()) {
                retentions.add(
                        LedgerJson.retention(Files.readAllBytes(entry), entry.toString(), topic, number.getAsInt()));
            }
        }
        return new Retentions(retentions);
    }

    private static void add(Committed committed, Retentions retentions, SortedMap<LocalDate, List<LandingRun>> byDate) {
        Commit commit = committed.commit();
        SortedMap<LocalDate, Long> records = new TreeMap<>();
        for (LandedFile file : commit.files()) {
            if (!retentions.hasDeleted(commit.run(), file)) {
                records.merge(file.date(), file.records(), Long::sum);
            }
        }
        records.forEach((date, count) ->
                byDate.computeIfAbsent(date, key -> new ArrayList<>()).add(run(committed, count)));
    }

    private static LandingRun run(Committed committed, long records) {
        Commit commit = committed.commit();
        return new LandingRun(
                commit.topic(),
                commit.run(),
                committed.at(),
                commit.read(),
                commit.landed(),
                commit.rejected(),
                commit.tombstones(),
                records,
                commit.partitions().stream()
                        .map(counts -> new LandingRun.Partition(
                                counts.partition(), counts.start(), counts.end(), counts.read()))
                        .toList());
    }
}
