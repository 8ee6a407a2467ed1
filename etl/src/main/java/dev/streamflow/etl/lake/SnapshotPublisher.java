package dev.streamflow.etl.lake;

import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to a local file system, all tables and dates in one rename. Every state of the lake is a folder
 * {@code _versions/000042} that never changes once it is visible: unchanged files are hard links to those of the
 * version before, so that it costs names and no space. What was a version until two others replaced it is kept as a
 * {@link SpareVersion}, which becomes the next one, so that only links to what has changed since are made.
 * {@code _current} is a symbolic link to one of them, and {@code gold}, {@code silver} and the others link into
 * {@code _current}. A reader who resolves {@code gold} once reads one state, whatever is published meanwhile; the
 * version before is kept for those who do.
 *
 * <p>Each step is on the disk before the next one that relies on it: a power cut leaves the old state or the new one.
 */
final class SnapshotPublisher implements Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final LakeFolders folders;
    private final DurableFiles disk;
    private final Runnable requireHeld;

    /** @param requireHeld throws if the lake's lock is not held any more */
    SnapshotPublisher(Path lake, DurableFiles disk, Runnable requireHeld) {
        this.folders = new LakeFolders(lake);
        this.disk = disk;
        this.requireHeld = requireHeld;
    }

    @Override
    public void publish(org.apache.hadoop.fs.Path folder, List<Move> moves) throws IOException {
        Optional<CurrentVersion> current = CurrentVersion.find(folders);
        // Above all existing versions: somebody may have pointed _current back at an older one.
        List<Long> numbers = folders.numbers();
        long number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
        putTogether(number, current, moves);
        show(number);
        tidy(Path.of(folder.toUri().getPath()), current);
    }

    /** A draft that holds what stays. */
    private Snapshot begin(Path draft, Optional<CurrentVersion> current, List<Move> moves) throws IOException {
        for (SpareVersion spare : current.isPresent() ? folders.spares() : List.<SpareVersion>of()) {
            Optional<Set<String>> differences = spare.differences(current.get());
            if (differences.isEmpty()) {
                disk.deleteVersion(spare.folder());
                continue;
            }
            Snapshot snapshot = Snapshot.of(spare, draft, disk);
            if (snapshot.update(current.get().path(), differences.get(), moves)) {
                return snapshot;
            }
            LOG.info(
                    "Linking all files of {} again: its folders were changed by hand",
                    current.get().path());
            disk.deleteTree(draft);
        }
        Snapshot snapshot = Snapshot.in(draft, disk);
        if (current.isPresent()) {
            snapshot.keep(current.get().path(), moves);
        }
        return snapshot;
    }

    private void putTogether(long number, Optional<CurrentVersion> current, List<Move> moves) throws IOException {
        Path draft = folders.draft(number);
        try {
            Snapshot snapshot = begin(draft, current, moves);
            for (Move move : moves) {
                if (!move.isRemoval()) {
                    snapshot.take(folders.lake().resolve(move.staged()), move.target());
                }
            }
            snapshot.mark(folders.version(number), VersionChanges.since(current, moves));
            snapshot.force();
            requireHeld.run();
        } catch (IOException e) {
            leave(draft, e);
            throw e;
        }
    }

    /** Deletes the draft of a failed run; if that fails too, the next run does it. */
    private void leave(Path draft, IOException failure) {
        try {
            requireHeld.run();
            disk.deleteTreeIfThere(draft);
        } catch (IOException | OperationFailedException e) {
            failure.addSuppressed(e);
        }
    }

    /** Makes the version visible. Until {@code _next} is renamed, it marks the version as never seen by a reader. */
    private void show(long number) throws IOException {
        for (String zone : LakeFolders.ZONES) {
            Path link = folders.lake().resolve(zone);
            if (!Files.isSymbolicLink(link)) {
                disk.symbolicLink(link, Path.of("_current", zone));
            }
        }
        Path version = folders.version(number);
        disk.symbolicLink(folders.next(), folders.lake().relativize(version));
        disk.force(folders.lake());
        disk.rename(folders.draft(number), version);
        disk.force(folders.versions());
        disk.rename(folders.next(), folders.current());
        disk.force(folders.lake());
    }

    /** Cleans up after publishing; a failure is only logged. */
    private void tidy(Path staged, Optional<CurrentVersion> before) {
        try {
            discard(staged);
            removeOlderThan(before.map(CurrentVersion::number).orElse(0L));
        } catch (IOException e) {
            LOG.warn("Cannot remove what is not needed any more: {}", e.toString());
        }
    }

    private void removeOlderThan(long kept) throws IOException {
        List<Path> old = new ArrayList<>();
        for (long number : folders.numbers()) {
            if (number < kept && LakeFolders.isOurs(folders.version(number))) {
                // The newest first, which differs in the least.
                old.add(0, folders.version(number));
            }
        }
        Optional<CurrentVersion> current = CurrentVersion.find(folders);
        if (current.isPresent()) {
            SpareVersion.retire(folders, current.get(), old, disk).ifPresent(spare -> old.removeIf(spare::was));
        }
        for (Path version : old) {
            disk.deleteVersion(version);
        }
    }

    /** Removes what runs that were killed had staged or put together, and nothing that was ever published. */
    @Override
    public void recover() throws IOException {
        Optional<CurrentVersion> current = CurrentVersion.find(folders);
        requireHeld.run();
        for (Path draft : folders.drafts()) {
            disk.deleteTree(draft);
        }
        OptionalLong next = folders.nextNumber();
        if (next.isPresent()) {
            removeUnpublished(next.getAsLong(), current);
            disk.delete(folders.next());
        }
        for (Path staged : folders.staged()) {
            disk.deleteTree(staged);
        }
        deleteIfEmpty(folders.staging());
    }

    private void removeUnpublished(long next, Optional<CurrentVersion> current) throws IOException {
        boolean published = current.isPresent() && next <= current.get().number();
        Path version = folders.version(next);
        if (!published && LakeFolders.isOurs(version)) {
            disk.deleteVersion(version);
        }
    }

    @Override
    public void discard(org.apache.hadoop.fs.Path folder) throws IOException {
        discard(Path.of(folder.toUri().getPath()));
    }

    private void discard(Path staged) throws IOException {
        if (Files.isDirectory(staged)) {
            disk.deleteTree(staged);
        }
        deleteIfEmpty(staged.getParent());
    }

    private void deleteIfEmpty(Path folder) throws IOException {
        if (LakeFolders.isFolder(folder) && LakeFolders.list(folder).isEmpty()) {
            disk.delete(folder);
        }
    }
}
