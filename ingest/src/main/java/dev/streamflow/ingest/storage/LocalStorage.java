package dev.streamflow.ingest.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Landing in a folder of this machine, or of a file system mounted on it that has hard links and atomic renames. */
public final class LocalStorage implements Storage {
    private final Path root;

    public LocalStorage(Path root) {
        this.root = root;
    }

    @Override
    public Path workspace(String folder) {
        Path path = root.resolve(folder);
        return attempt("write", path, () -> Files.createDirectories(path));
    }

    @Override
    public void publish(Path file, String path) {
        Path target = root.resolve(path);
        attempt("write", target, () -> {
            flush(file);
            move(file, target);
            flush(target.getParent());
            return target;
        });
    }

    @Override
    public boolean publishIfAbsent(Path file, String path) {
        Path target = root.resolve(path);
        return attempt("write", target, () -> {
            flush(file);
            Files.createDirectories(target.getParent());
            try {
                Files.createLink(target, file);
            } catch (FileAlreadyExistsException e) {
                return false;
            }
            flush(target.getParent());
            Files.delete(file);
            return true;
        });
    }

    @Override
    public InputStream open(String path) {
        Path file = root.resolve(path);
        return attempt("read", file, () -> Files.newInputStream(file));
    }

    @Override
    public List<StoredFile> list(String folder) {
        Path start = root.resolve(folder);
        return attempt("read", start, () -> {
            Listing listing = new Listing(root);
            Files.walkFileTree(start, listing);
            return listing.files();
        });
    }

    @Override
    public List<String> folders(String folder) {
        Path start = root.resolve(folder);
        return attempt("read", start, () -> {
            try (Stream<Path> children = Files.list(start)) {
                return children.filter(Files::isDirectory)
                        .map(child -> child.getFileName().toString())
                        .sorted()
                        .toList();
            } catch (NoSuchFileException | NotDirectoryException e) {
                return List.of();
            }
        });
    }

    @Override
    public void delete(String folder) {
        Path start = root.resolve(folder);
        attempt("delete", start, () -> {
            Files.walkFileTree(start, new Deletion());
            return start;
        });
    }

    @Override
    public String describe(String path) {
        return root.resolve(path).toString();
    }

    @Override
    public void close() {
        // A folder needs no closing.
    }

    /** Retention deletes the folder of a date that is empty; one that goes between two steps is created again. */
    private static void move(Path file, Path target) throws IOException {
        while (true) {
            try {
                Files.createDirectories(target.getParent());
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (NoSuchFileException e) {
                if (!Files.exists(file)) {
                    throw e;
                }
            } catch (FileAlreadyExistsException e) {
                // It was there when it was to be created, and not any more when Java looked whether it is a folder.
                Path there = Path.of(e.getFile());
                if (Files.exists(there) && !Files.isDirectory(there)) {
                    throw e;
                }
            }
        }
    }

    /** Puts a file's bytes, or a folder's entries, on the disk itself. */
    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static <T> T attempt(String verb, Path path, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw StorageFailure.of(verb, path, e);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
