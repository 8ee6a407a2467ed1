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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A version under construction: hard links to the files that stay, and the files that a run has staged. */
final class Snapshot {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    private final DurableFiles disk;
    private final Path draft;
    /** What was written by this run, so that its content was never forced to the disk. */
    private final List<Path> written = new ArrayList<>();

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
        return new Snapshot(disk, draft);
    }

    /** Writes the name of the version into it. */
    void mark(Path version) throws IOException {
        Path mark = LakeFolders.mark(draft);
        disk.write(mark, version.getFileName().toString());
        written.add(mark);
    }

    /** Links all files of a version but those that are replaced or removed. */
    void keep(Path version, List<Move> moves) throws IOException {
        Set<Path> replaced = new HashSet<>(Set.of(LakeFolders.mark(version)));
        moves.forEach(move -> replaced.add(version.resolve(move.target())));
        Files.walkFileTree(version, new SimpleFileVisitor<>() {
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

    /** Fsyncs everything that was written. Linked files were fsynced when they were published. */
    void force() throws IOException {
        for (Path path : written) {
            disk.forceFiles(path);
        }
        disk.forceFolders(draft);
    }
}
