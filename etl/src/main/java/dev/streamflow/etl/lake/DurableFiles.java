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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every change that publishing makes to a local file system, and the call that makes a change survive a power cut. */
class DurableFiles {
    void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
    }

    void link(Path link, Path file) throws IOException {
        Files.createLink(link, file);
    }

    /** Content, times and permissions; of a symbolic link, the link. */
    void copy(Path file, Path copy) throws IOException {
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    /** A new file. */
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

    /** Forces a file's content, or a folder's entries, to the disk. */
    void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A folder and those that lead to it, as far as they are missing. */
    final void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(folder.getParent());
            createFolder(folder);
        }
    }

    /** Links are deleted, never followed. */
    final void deleteTree(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(tree)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            delete(path);
        }
    }

    /** Forces all files of a tree, which may be a single file. */
    final void forceFiles(Path tree) throws IOException {
        forceAll(tree, path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** Forces all folders of a tree. */
    final void forceFolders(Path tree) throws IOException {
        forceAll(tree, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
    }

    private void forceAll(Path tree, Predicate<Path> chosen) throws IOException {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(tree)) {
            paths = found.filter(chosen).toList();
        }
        for (Path path : paths) {
            force(path);
        }
    }
}
