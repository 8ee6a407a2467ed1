package dev.streamflow.etl.lake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The changes that publishing makes to a local file system, and fsync. */
class DurableFiles {
    void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    void link(Path link, Path file) throws IOException {
        Files.createLink(link, file);
    }

    /** Copies content, times and permissions; a symbolic link is copied as a link. */
    void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    /** Creates a file. */
    void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    }

    void symbolicLink(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target);
    }

    /** Renames atomically; a file or link of the new name is replaced. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(Path path) throws IOException {
        Files.delete(path);
    }

    /** Fsyncs a file's content, or a folder's entries. */
    void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates a folder and its missing parents. */
    final void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(folder.getParent());
            createFolder(folder);
        }
    }

    /** Deletes a tree; links are not followed. */
    final void deleteTree(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(tree)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            delete(path);
        }
    }

    /** As {@link #deleteTree}, of one that need not exist. */
    final void deleteTreeIfThere(Path tree) throws IOException {
        if (LakeFolders.isThere(tree)) {
            deleteTree(tree);
        }
    }

    /** Deletes a version, first what could make another one of it: it may end at any file. */
    final void deleteVersion(Path version) throws IOException {
        deleteTreeIfThere(VersionChanges.file(version));
        deleteTree(version);
    }

    /** Fsyncs all files of a tree, which may be a single file. */
    final void forceFiles(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(tree)) {
            paths = found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path path : paths) {
            force(path);
        }
    }

    /** A folder and all that are in it, however deep; none for a file. */
    static List<Path> folders(Path tree) throws IOException {
        try (Stream<Path> found = Files.walk(tree)) {
            return found.filter(LakeFolders::isFolder).toList();
        }
    }
}
