package dev.streamflow.ingest.ledger;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.Storage.StoredFile;
import dev.streamflow.ingest.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The plans and commits of one topic: append-only documents, each created whole and once. */
public final class Ledger implements AutoCloseable {
    private final Storage storage;
    private final String topic;
    private final Set<String> used = new TreeSet<>();
    private final String process = UUID.randomUUID().toString();

    public Ledger(Storage storage, String topic) {
        this.storage = storage;
        this.topic = topic;
    }

    /** Which runs are planned and which of them are decided, now. */
    public Runs runs() {
        NavigableSet<Integer> planned = new TreeSet<>();
        NavigableSet<Integer> decided = new TreeSet<>();
        // A commit that is seen belongs to a plan that was there before it, so no run is taken for an unplanned one.
        List<StoredFile> documents = storage.list(Names.ledger(topic));
        for (StoredFile document : documents) {
            String name = document.path().substring(document.path().lastIndexOf('/') + 1);
            boolean plan = name.startsWith("plan-");
            Names.run(name).ifPresent(run -> (plan ? planned : decided).add(run));
        }
        return new Runs(planned, decided);
    }

    public Plan plan(int run) {
        return read(Names.plan(topic, run), Plan.class);
    }

    public Commit commit(int run) {
        return read(Names.commit(topic, run), Commit.class);
    }

    /** Creates the plan unless there is one of that number: of several callers exactly one gets true. */
    public boolean create(Plan plan) {
        return create(plan, plan.run(), Names.plan(topic, plan.run()));
    }

    /**
     * Decides a run. Where it is decided already, the commit that is there stays and is given.
     *
     * @throws CommandException if that one says something else
     */
    public Commit decide(Commit commit) {
        if (create(commit, commit.run(), Names.commit(topic, commit.run()))) {
            return commit;
        }
        Commit existing = commit(commit.run());
        if (existing.state() == commit.state() && !existing.equals(commit)) {
            throw new OperationFailedException(
                    "Cannot commit run " + commit.run() + " of " + topic + ": it was committed with other files",
                    "The log or Streamflow's version has changed between two executions; run verify.");
        }
        return existing;
    }

    /** Puts an end to a plan that cannot be read any more, unless it is committed meanwhile; what it has published goes. */
    public void abandon(Plan plan) {
        if (decide(Commit.abandon(plan)).state() == Commit.State.abandoned) {
            storage.list(topic).stream()
                    .map(StoredFile::path)
                    .filter(path -> !path.startsWith(Names.ledger(topic)))
                    .filter(path ->
                            Names.run(path.substring(path.lastIndexOf('/') + 1)).equals(OptionalInt.of(plan.run())))
                    .forEach(storage::delete);
        }
    }

    /** This process's folder for a run's files in progress. */
    public Path workspace(int run) {
        String folder = Names.workspace(topic, run, process);
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
        List<String> folders = storage.folders(Names.temporary(topic));
        NavigableSet<Integer> decided = runs().decided();
        for (String folder : folders) {
            Names.run(folder).stream()
                    .filter(decided::contains)
                    .forEach(run -> storage.delete(Names.temporary(topic) + "/" + folder));
        }
    }

    private boolean create(Object document, int run, String path) {
        Path temporary = workspace(run).resolve(UUID.randomUUID() + ".json");
        try {
            Files.write(temporary, Documents.bytes(document), CREATE_NEW, WRITE);
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
        return storage.list(Names.ledger(topic)).stream()
                .anyMatch(document -> document.path().equals(path));
    }

    private <T> T read(String path, Class<T> type) {
        try (InputStream in = storage.open(path)) {
            return Documents.read(in.readAllBytes(), type, storage.describe(path));
        } catch (IOException e) {
            throw StorageFailure.of("read", storage.describe(path), e);
        }
    }
}
