package dev.streamflow.ingest.storage;

import dev.streamflow.ingest.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists the files of a tree that another process may be deleting at the same time. */
final class Listing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<StoredFile> files = new ArrayList<>();

    /** @param root that paths are relative to */
    Listing(Path root) {
        this.root = root;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() || Files.isRegularFile(file)) {
            String path = root.relativize(file).toString().replace('\\', '/');
            files.add(new StoredFile(path, attributes.isRegularFile() ? attributes.size() : Files.size(file)));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    /** What was found, ordered by path. */
    List<StoredFile> files() {
        return files.stream().sorted(Comparator.comparing(StoredFile::path)).toList();
    }
}
