package dev.streamflow.etl.retention;

import dev.streamflow.etl.landing.TopicLedger;
import dev.streamflow.landing.ledger.DeletedFiles;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Retentions;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Deletes what a topic's landing has kept long enough: of the committed runs the records of event dates before the cut,
 * and the rejected records and tombstones of runs that were planned before it. An entry of the ledger names them before
 * the first one goes; what an entry names and is still there, because its run was killed, goes as well.
 */
final class TopicRetention {
    private final LandingFolder folder;
    private final TopicLedger ledger;
    private final String topic;
    private final LocalDate before;
    private final Instant now;
    private final Map<Integer, Boolean> plannedBefore = new HashMap<>();

    private record RunFile(int run, LandedFile file) {}

    /**
     * @param left files that an entry names and that are still there
     * @param fresh files that are too old and that no entry names
     * @param entry that names them
     */
    private record Found(List<RunFile> left, List<RunFile> fresh, Optional<Retention> entry, DeletedTopic result) {}

    TopicRetention(LandingFolder folder, TopicLedger ledger, String topic, LocalDate before, Instant now) {
        this.folder = folder;
        this.ledger = ledger;
        this.topic = topic;
        this.before = before;
        this.now = now;
    }

    /** What would be deleted; changes nothing. */
    DeletedTopic look() throws IOException {
        Retentions known = ledger.retentions();
        List<RunFile> old = old(known);
        return found(known, old, stored(folder.folders(topic))).result();
    }

    DeletedTopic run() throws IOException {
        Retentions known = ledger.retentions();
        List<RunFile> old = old(known);
        // After the commits: a file that a commit lists was there before it.
        Set<String> folders = folder.folders(topic);
        Map<String, Long> stored = stored(folders);
        Found found = found(known, old, stored);
        while (found.entry().isPresent() && !create(found.entry().get())) {
            known = ledger.retentions();
            found = found(known, old, stored);
        }
        delete(found.left());
        delete(found.fresh());
        tidy(old, folders);
        tidy(found.entry().map(entry -> entry.number() + 1).orElse(known.next()));
        return found.result();
    }

    private Found found(Retentions known, List<RunFile> old, Map<String, Long> stored) {
        List<RunFile> left = new ArrayList<>();
        List<RunFile> fresh = new ArrayList<>();
        for (RunFile one : old) {
            if (!known.hasDeleted(one.run(), one.file())) {
                fresh.add(one);
            } else if (stored.containsKey(path(one))) {
                left.add(one);
            }
        }
        Optional<Retention> entry =
                fresh.isEmpty() ? Optional.empty() : Optional.of(entry(known.next(), fresh, stored.keySet()));
        long leftBytes = left.stream().mapToLong(one -> stored.get(path(one))).sum();
        return new Found(left, fresh, entry, DeletedTopic.of(topic, entry, left.size(), leftBytes));
    }

    /** The files that are too old, and those that an entry names whatever their age. */
    private List<RunFile> old(Retentions known) {
        List<RunFile> old = new ArrayList<>();
        for (int run : ledger.runs().decided()) {
            ledger.commit(run)
                    .ifPresent(commit -> commit.commit()
                            .allFiles()
                            .filter(file -> known.hasDeleted(run, file)
                                    || (file.date() == null
                                            ? isPlannedBefore(run)
                                            : file.date().isBefore(before)))
                            .forEach(file -> old.add(new RunFile(run, file))));
        }
        return old;
    }

    private boolean isPlannedBefore(int run) {
        return plannedBefore.computeIfAbsent(
                run,
                number -> ledger.plannedAt(number)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .isBefore(before));
    }

    private Map<String, Long> stored(Set<String> folders) throws IOException {
        Map<String, Long> stored = new HashMap<>();
        for (String name : folders) {
            if (LandingLayout.isOfRecords(name + "/")) {
                stored.putAll(folder.files(topic + "/" + name));
            }
        }
        return stored;
    }

    private Retention entry(int number, List<RunFile> fresh, Set<String> stored) {
        SortedMap<LocalDate, List<RunFile>> dated = new TreeMap<>();
        List<RunFile> undated = new ArrayList<>();
        fresh.forEach(one -> (one.file().date() == null
                        ? undated
                        : dated.computeIfAbsent(one.file().date(), date -> new ArrayList<>()))
                .add(one));
        List<DeletedFiles> dates = new ArrayList<>();
        dated.forEach((date, files) -> dates.add(deleted(date, files, stored)));
        return new Retention(
                Retention.VERSION,
                number,
                topic,
                now,
                before,
                dates,
                undated.isEmpty() ? null : deleted(null, undated, stored));
    }

    private DeletedFiles deleted(LocalDate date, List<RunFile> files, Set<String> stored) {
        return new DeletedFiles(
                date,
                List.copyOf(new TreeSet<>(files.stream().map(RunFile::run).toList())),
                files.size(),
                files.stream().mapToLong(one -> one.file().records()).sum(),
                files.stream().mapToLong(one -> one.file().bytes()).sum(),
                files.stream().filter(one -> !stored.contains(path(one))).count());
    }

    private boolean create(Retention entry) throws IOException {
        return folder.create(
                LandingLayout.retention(topic, entry.number()),
                LandingLayout.unfinishedRetention(
                        topic, entry.number(), UUID.randomUUID().toString()),
                LedgerJson.bytes(entry));
    }

    private void delete(List<RunFile> files) throws IOException {
        for (RunFile one : files) {
            folder.delete(path(one));
        }
    }

    /** Removes the folders of these files' dates, unless something is in them. */
    private void tidy(List<RunFile> deleted, Set<String> folders) throws IOException {
        Set<String> dates = new TreeSet<>();
        deleted.stream()
                .filter(one -> one.file().date() != null)
                .forEach(one -> dates.add(LandingLayout.folder(one.file().date())));
        dates.retainAll(folders);
        for (String date : dates) {
            folder.deleteIfEmpty(topic + "/" + date);
        }
    }

    /** Removes what runs that were killed while they wrote an entry before this one have left. */
    private void tidy(int next) throws IOException {
        for (String file : folder.files(LandingLayout.temporary(topic)).keySet()) {
            var number = LandingLayout.unfinishedRetention(LandingLayout.name(file));
            if (number.isPresent() && number.getAsInt() < next) {
                folder.delete(file);
            }
        }
    }

    private String path(RunFile one) {
        return topic + "/" + one.file().path();
    }
}
