package dev.streamflow.etl.lake;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A version under construction: hard links to the files that stay, and the files that a run has staged. It begins
 * empty, or as a spare version that has most of the links already.
 */
final class Snapshot {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    private final DurableFiles disk;
    private final Path draft;
    /** What was written by this run, so that its content was never forced to the disk. */
    private final List<Path> written = new ArrayList<>();
    /** Files and folders whose names are new or gone. */
    private final List<Path> changed = new ArrayList<>();

    private int copies;
    private IOException whyCopied;

    private Snapshot(DurableFiles disk, Path draft) {
        this.disk = disk;
        this.draft = draft;
    }

    /** Begins an empty one in a new folder. */
    static Snapshot in(Path draft, DurableFiles disk) throws IOException {
        disk.createFolders(draft.getParent());
        disk.createFolder(draft);
        Snapshot snapshot = new Snapshot(disk, draft);
        snapshot.changed.add(draft);
        return snapshot;
    }

    /** Begins one with what a spare version holds. */
    static Snapshot of(SpareVersion spare, Path draft, DurableFiles disk) throws IOException {
        disk.rename(spare.folder(), draft);
        Snapshot snapshot = new Snapshot(disk, draft);
        for (String file : LakeFolders.VERSION_FILES) {
            disk.deleteTreeIfThere(draft.resolve(file));
        }
        return snapshot;
    }

    /** Writes into it the name of the version, and what it has changed. */
    void mark(Path version, VersionChanges changes) throws IOException {
        write(LakeFolders.mark(draft), version.getFileName().toString());
        write(VersionChanges.file(draft), changes.json());
    }

    private void write(Path file, String text) throws IOException {
        disk.write(file, text);
        written.add(file);
        changed.add(file);
    }

    /**
     * Links again what may differ from a version.
     *
     * @param differences relative to the version
     * @param moves what is replaced or removed
     * @return whether zones, tables, dates and files now have the names that they have there
     */
    boolean update(Path version, Set<String> differences, List<Move> moves) throws IOException {
        Set<String> replaced = moves.stream().map(Move::target).collect(Collectors.toSet());
        Set<String> all = new TreeSet<>(differences);
        all.addAll(replaced);
        for (String path : all) {
            disk.deleteTreeIfThere(draft.resolve(path));
            changed.add(draft.resolve(path));
            if (LakeFolders.isFolder(version.resolve(path).getParent())) {
                disk.createFolders(draft.resolve(path).getParent());
            }
        }
        for (String path : all) {
            if (!replaced.contains(path) && LakeFolders.isThere(version.resolve(path))) {
                linkTree(version, version.resolve(path), Set.of());
            }
        }
        warnOfCopies(version);
        return VersionNames.areSame(version, draft, replaced);
    }

    /** Links all files of a version but those that are replaced or removed. */
    void keep(Path version, List<Move> moves) throws IOException {
        Set<Path> replaced = new HashSet<>();
        LakeFolders.VERSION_FILES.forEach(file -> replaced.add(version.resolve(file)));
        moves.forEach(move -> replaced.add(version.resolve(move.target())));
        linkTree(version, version, replaced);
        warnOfCopies(version);
    }

    /** @param tree of the version: a file or a folder */
    private void linkTree(Path version, Path tree, Set<Path> replaced) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (replaced.contains(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                disk.createFolders(draft.resolve(version.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!replaced.contains(file)) {
                    link(file, draft.resolve(version.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void warnOfCopies(Path version) {
        if (copies > 0) {
            LOG.warn("Copied {} files of {}, which cannot be linked: {}", copies, version, whyCopied.getMessage());
        }
    }

    /**
     * Another owner's file (fs.protected_hardlinks), another device, a file with as many links as it may have, a file
     * system without hard links: Java has no exception of their own for these.
     */
    private void link(Path file, Path link) throws IOException {
        try {
            disk.link(link, file);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException e) {
            copy(file, link, e);
        } catch (UnsupportedOperationException e) {
            copy(file, link, new IOException("no hard links here", e));
        }
    }

    private void copy(Path file, Path copy, IOException why) throws IOException {
        try {
            disk.copy(file, copy);
        } catch (IOException e) {
            e.addSuppressed(why);
            throw e;
        }
        written.add(copy);
        copies++;
        whyCopied = why;
    }

    /** Takes over what was staged. */
    void take(Path staged, String target) throws IOException {
        Path place = draft.resolve(target);
        disk.createFolders(place.getParent());
        try {
            disk.rename(staged, place);
        } catch (AtomicMoveNotSupportedException e) {
            // The folder of versions is on another device; what is left in staging is deleted with it.
            copyTree(staged, place);
        }
        written.add(place);
        changed.add(place);
    }

    private void copyTree(Path staged, Path place) throws IOException {
        Files.walkFileTree(staged, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                disk.createFolder(place.resolve(staged.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                disk.copy(file, file.equals(staged) ? place : place.resolve(staged.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Fsyncs everything that was written. Linked files, and folders of a spare version, were fsynced when they were
     * published.
     */
    void force() throws IOException {
        for (Path path : written) {
            disk.forceFiles(path);
        }
        Set<Path> folders = new TreeSet<>();
        for (Path path : changed) {
            if (LakeFolders.isFolder(path)) {
                folders.addAll(DurableFiles.folders(path));
            }
            for (Path folder = path; !folder.equals(draft); folder = folder.getParent()) {
                folders.add(folder.getParent());
            }
        }
        for (Path folder : folders) {
            if (LakeFolders.isFolder(folder)) {
                disk.force(folder);
            }
        }
    }
}
