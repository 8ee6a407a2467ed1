package dev.streamflow.ingest.ledger;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.streamflow.cli.CheckFailedException;
import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.Storage.StoredFile;
import dev.streamflow.ingest.storage.StorageFailure;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.InvalidLedgerException;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Retention;
import dev.streamflow.landing.ledger.Retentions;
import dev.streamflow.landing.ledger.Runs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The plans and commits of one topic: append-only documents, each created whole and once. */
public final class LandingLedger implements AutoCloseable {
    private static final Duration LISTING_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LIST_EVERY = Duration.ofMillis(100);

    private final Storage storage;
    private final String topic;
    private final Duration patience;
    private final Set<String> used = new TreeSet<>();
    private final String process = UUID.randomUUID().toString();

    public LandingLedger(Storage storage, String topic) {
        this(storage, topic, LISTING_PATIENCE);
    }

    /** @param patience how long a listing may lag behind what was written */
    LandingLedger(Storage storage, String topic, Duration patience) {
        this.storage = storage;
        this.topic = topic;
        this.patience = patience;
    }

    /**
     * Which runs are planned and which of them are decided, now. A folder that is listed while others write into it, or
     * by a cache that lags behind, may show a document and not the one before it: then it is listed again.
     *
     * @throws CommandException naming a plan that stays missing
     */
    public Runs runs() {
        Runs runs = listUntil(listed -> listed.firstMissing().isEmpty());
        if (runs.firstMissing().isPresent()) {
            String missing = LandingLayout.plan(topic, runs.firstMissing().getAsInt());
            throw new OperationFailedException(
                    "Cannot read the ledger of " + topic + ": " + storage.describe(missing)
                            + " is missing, a later run is there",
                    "Restore it from a copy; where the storage shows new files late, run it again.");
        }
        return runs;
    }

    /**
     * Waits until the listing shows a plan that is known to be there.
     *
     * @throws CommandException if it stays hidden: planning on would start over what is landed
     */
    public void awaitListed(int run) {
        if (!listUntil(listed -> listed.planned().contains(run)).planned().contains(run)) {
            throw new OperationFailedException(
                    "Cannot read the ledger of " + topic + ": " + storage.describe(LandingLayout.plan(topic, run))
                            + " is there, but the listing of its folder does not show it",
                    "Run it again when the storage shows all files; an NFS mount can do without its cache (noac).");
        }
    }

    private Runs listUntil(Predicate<Runs> enough) {
        long deadline = System.nanoTime() + patience.toNanos();
        Runs runs = listed();
        while (!enough.test(runs) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LIST_EVERY.toNanos());
            runs = listed();
        }
        return runs;
    }

    /** What one listing shows, with whatever gaps it has. Files with other names are not the ledger's. */
    public Runs listed() {
        return Runs.of(storage.list(LandingLayout.ledger(topic)).stream()
                .map(document -> LandingLayout.name(document.path()))
                .toList());
    }

    /** @throws CommandException if the document is none, or another run's */
    public Plan plan(int run) {
        return read(LandingLayout.plan(topic, run), (bytes, path) -> LedgerJson.plan(bytes, path, topic, run));
    }

    /** @throws CommandException if the document is none, or another run's */
    public Commit commit(int run) {
        return read(LandingLayout.commit(topic, run), (bytes, path) -> LedgerJson.commit(bytes, path, topic, run));
    }

    /**
     * What retention has deleted, and what it is about to.
     *
     * @throws CommandException if an entry is none, or missing although a later one is there
     */
    public Retentions retentions() {
        NavigableSet<Integer> numbers = new TreeSet<>();
        storage.list(LandingLayout.ledger(topic))
                .forEach(document -> LandingLayout.retention(LandingLayout.name(document.path()))
                        .ifPresent(numbers::add));
        List<Retention> entries = new ArrayList<>();
        for (int number = 1; number <= (numbers.isEmpty() ? 0 : numbers.last()); number++) {
            int entry = number;
            entries.add(read(
                    LandingLayout.retention(topic, entry),
                    (bytes, path) -> LedgerJson.retention(bytes, path, topic, entry)));
        }
        return new Retentions(entries);
    }

    /** Creates the plan unless there is one of that number: of several callers exactly one gets true. */
    public boolean create(Plan plan) {
        return create(LedgerJson.bytes(plan), plan.run(), LandingLayout.plan(topic, plan.run()));
    }

    /** Decides a run. Where it is decided already, the commit that is there stays and is given. */
    public Commit decide(Commit commit) {
        boolean created = create(LedgerJson.bytes(commit), commit.run(), LandingLayout.commit(topic, commit.run()));
        return created ? commit : commit(commit.run());
    }

    /**
     * Puts an end to a plan that cannot be read any more, unless it is committed meanwhile; what it has published goes.
     */
    public void abandon(Plan plan) {
        removeUnlisted(decide(Commit.abandon(plan)));
    }

    /**
     * Removes the run's files that its commit does not list: those of an execution that lost against another one with
     * other bytes, or was killed. The commit is final, so no reader ever takes them.
     */
    public void removeUnlisted(Commit commit) {
        Set<String> listed =
                commit.allFiles().map(file -> topic + "/" + file.path()).collect(Collectors.toSet());
        storage.list(topic).stream()
                .map(StoredFile::path)
                .filter(path -> !path.startsWith(LandingLayout.ledger(topic))
                        && !path.startsWith(LandingLayout.temporary(topic)))
                .filter(path -> LandingLayout.run(path).equals(OptionalInt.of(commit.run())) && !listed.contains(path))
                .forEach(storage::delete);
    }

    /** This process's folder for a run's files in progress. */
    public Path workspace(int run) {
        String folder = LandingLayout.workspace(topic, run, process);
        used.add(folder);
        return storage.workspace(folder);
    }

    /** Removes this process's files in progress. */
    @Override
    public void close() {
        used.forEach(storage::delete);
        used.clear();
    }

    /** Removes what executions of decided runs, killed ones above all, have left in progress. */
    public void clean() {
        // Folders first: one that appears after the ledger was read belongs to a run that may be undecided.
        List<String> folders = storage.folders(LandingLayout.temporary(topic));
        NavigableSet<Integer> decided = listed().decided();
        for (String folder : folders) {
            LandingLayout.run(folder).stream()
                    .filter(decided::contains)
                    .forEach(run -> clean(run, LandingLayout.temporary(topic) + "/" + folder));
        }
    }

    /**
     * The folder goes last: until then it tells that the run may have published files which its commit does not list.
     */
    private void clean(int run, String workspace) {
        storage.list(workspace).forEach(file -> storage.delete(file.path()));
        removeUnlisted(commit(run));
        storage.delete(workspace);
    }

    /** Runs of which an execution has files in progress, or was killed. */
    public Set<Integer> inProgress() {
        Set<Integer> runs = new TreeSet<>();
        storage.folders(LandingLayout.temporary(topic))
                .forEach(folder -> LandingLayout.run(folder).ifPresent(runs::add));
        return runs;
    }

    private boolean create(byte[] document, int run, String path) {
        Path temporary = workspace(run).resolve(UUID.randomUUID() + ".json");
        try {
            Files.write(temporary, document, CREATE_NEW, WRITE);
        } catch (IOException e) {
            if (exists(path)) {
                return false;
            }
            throw StorageFailure.of("write", temporary, e);
        }
        try {
            return storage.publishIfAbsent(temporary, path);
        } catch (CommandException e) {
            // Who decided the run meanwhile has cleaned up after it, this document included.
            if (exists(path)) {
                return false;
            }
            throw e;
        }
    }

    private boolean exists(String path) {
        return storage.list(LandingLayout.ledger(topic)).stream()
                .anyMatch(document -> document.path().equals(path));
    }

    private <T> T read(String path, BiFunction<byte[], String, T> document) {
        try (InputStream in = storage.open(path)) {
            return document.apply(in.readAllBytes(), storage.describe(path));
        } catch (InvalidLedgerException e) {
            throw new CheckFailedException(e.getMessage(), e.remedy(), e);
        } catch (IOException e) {
            throw StorageFailure.of("read", storage.describe(path), e);
        }
    }
}
