package dev.streamflow.ingest.verify;

import dev.streamflow.ingest.land.read.TopicLog;
import dev.streamflow.ingest.ledger.LandingLedger;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.Storage.StoredFile;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Retentions;
import dev.streamflow.landing.ledger.Runs;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proves a topic's landing: that the offsets of the runs tile the log, that every file of every commit is there as it
 * was written, but for those that retention has deleted, and that there is no other. Reads only.
 */
public final class Verification {
    private final Storage storage;
    private final LandingLedger ledger;
    private final String topic;
    private final Optional<TopicLog> log;
    private final LocalDate since;

    private final OffsetContinuity continuity = new OffsetContinuity();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, LandedFile> expected = new HashMap<>();
    private final Map<String, Integer> runOf = new HashMap<>();
    private final List<Commit> commits = new ArrayList<>();
    private String topicId;
    private VerifyResult.Deleted deleted;

    /**
     * @param log to compare with; none: the landing alone is verified
     * @param since files of earlier event dates may be missing
     */
    public Verification(Storage storage, String topic, Optional<TopicLog> log, LocalDate since) {
        this.storage = storage;
        this.ledger = new LandingLedger(storage, topic);
        this.topic = topic;
        this.log = log;
        this.since = since;
    }

    /** Verifies everything; the result names every fault found. */
    public VerifyResult run() {
        // The files first: what a run publishes meanwhile belongs to a plan that is then found to be open.
        List<StoredFile> stored = storage.list(topic);
        Runs runs = ledger.listed();
        readLedger(runs);
        checkFiles(stored, runs);
        List<VerifyResult.Landed> partitions = LogComparison.of(topic, topicId, continuity, log, faults);
        faults.addAll(0, continuity.faults());
        return VerifyResult.of(
                topic,
                runs,
                commits,
                expected.size() - deleted.files(),
                deleted,
                partitions,
                continuity.accepted(),
                faults);
    }

    private void readLedger(Runs runs) {
        int before = 0;
        for (int run : runs.planned()) {
            missing(before + 1, run - 1);
            follow(ledger.plan(run), runs.decided().contains(run));
            before = run;
        }
        missing(before + 1, runs.newest());
    }

    private void missing(int first, int last) {
        if (first <= last) {
            String more = first == last ? "" : " to " + LandingLayout.name(LandingLayout.plan(topic, last));
            faults.add("missing: " + LandingLayout.plan(topic, first).substring(topic.length() + 1) + more);
        }
    }

    private void follow(Plan plan, boolean decided) {
        if (!decided) {
            continuity.open(plan);
            return;
        }
        Commit commit = ledger.commit(plan.run());
        if (commit.state() == Commit.State.abandoned) {
            return;
        }
        topicId = plan.topicId();
        continuity.committed(plan, commit);
        commits.add(commit);
        balance(commit);
        commit.allFiles().forEach(file -> {
            expected.put(file.path(), file);
            runOf.put(file.path(), commit.run());
        });
    }

    private void balance(Commit commit) {
        long landed = commit.files().stream().mapToLong(LandedFile::records).sum();
        long rejected =
                commit.rejectedFiles().stream().mapToLong(LandedFile::records).sum();
        long tombstones =
                commit.tombstoneFiles().stream().mapToLong(LandedFile::records).sum();
        if (landed != commit.landed()
                || rejected != commit.rejected()
                || (!commit.tombstoneFiles().isEmpty() && tombstones != commit.tombstones())
                || commit.read() != landed + rejected + commit.tombstones()) {
            faults.add("run " + commit.run() + " does not balance: read " + commit.read() + ", in files " + landed
                    + ", rejected " + rejected + ", tombstones " + commit.tombstones());
        }
    }

    private void checkFiles(List<StoredFile> stored, Runs runs) {
        Map<String, Long> sizes = new HashMap<>();
        for (StoredFile file : stored) {
            String path = file.path().substring(topic.length() + 1);
            if (LandingLayout.isOfRecords(path)) {
                sizes.put(path, file.bytes());
            }
        }
        FileCheck check = new FileCheck(storage, topic);
        Retentions retentions = ledger.retentions();
        faults.addAll(RetentionCheck.faults(retentions, commits));
        Map<LandedFile, String> wrong = new LinkedHashMap<>();
        expected.values().stream()
                .filter(file -> !isDeleted(retentions, file))
                .filter(file -> sizes.containsKey(file.path()) || !isExpired(file))
                .sorted(Comparator.comparing(LandedFile::path))
                .forEach(file -> check.fault(file, sizes.get(file.path())).ifPresent(fault -> wrong.put(file, fault)));
        // What retention has begun to delete meanwhile is no fault either.
        Retentions since = wrong.isEmpty() ? retentions : ledger.retentions();
        wrong.forEach((file, fault) -> {
            if (!isDeleted(since, file)) {
                faults.add(fault);
            }
        });
        deleted = VerifyResult.Deleted.of(since, expected.values(), this::run, sizes.keySet());
        extra(sizes.keySet(), runs.open()).forEach(path -> faults.add("extra: " + path));
    }

    private boolean isDeleted(Retentions retentions, LandedFile file) {
        return retentions.hasDeleted(run(file), file);
    }

    private int run(LandedFile file) {
        return runOf.get(file.path());
    }

    /**
     * Files of no commit. Those of an execution in progress, or of a killed one, are no fault: it removes them, or the
     * next landing does.
     */
    private List<String> extra(Set<String> paths, List<Integer> open) {
        List<String> unlisted = paths.stream()
                .filter(path -> !expected.containsKey(path))
                .filter(path -> LandingLayout.run(path).stream().noneMatch(open::contains))
                .sorted()
                .toList();
        if (unlisted.isEmpty()) {
            return unlisted;
        }
        // An execution removes such files before its workspace: one that is still there after its workspace is gone is
        // left over.
        Set<Integer> inProgress = ledger.inProgress();
        Set<String> still = storage.list(topic).stream().map(StoredFile::path).collect(Collectors.toSet());
        return unlisted.stream()
                .filter(path -> LandingLayout.run(path).stream().noneMatch(inProgress::contains))
                .filter(path -> still.contains(topic + "/" + path))
                .toList();
    }

    private boolean isExpired(LandedFile file) {
        return file.date() != null && file.date().isBefore(since);
    }
}
