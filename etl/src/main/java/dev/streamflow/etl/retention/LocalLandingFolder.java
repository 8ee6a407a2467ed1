package dev.streamflow.etl.retention;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Landing on a file system of this machine. Hadoop's own deletion of an empty folder there would take a file that has
 * just come.
 */
record LocalLandingFolder(Path root) implements LandingFolder {
    @Override
    public Map<String, Long> files(String folder) throws IOException {
        Map<String, Long> found = new TreeMap<>();
        Files.walkFileTree(root.resolve(folder), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.put(root.relativize(file).toString(), attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return found;
    }

    @Override
    public Set<String> folders(String folder) throws IOException {
        try (Stream<Path> children = Files.list(root.resolve(folder))) {
            Set<String> names = new TreeSet<>();
            children.filter(Files::isDirectory)
                    .forEach(child -> names.add(child.getFileName().toString()));
            return names;
        } catch (NoSuchFileException e) {
            return Set.of();
        }
    }

    @Override
    public boolean create(String path, String temporary, byte[] document) throws IOException {
        Path draft = root.resolve(temporary);
        Path target = root.resolve(path);
        Files.createDirectories(draft.getParent());
        Files.write(draft, document, StandardOpenOption.CREATE_NEW);
        try {
            force(draft);
            Files.createLink(target, draft);
            force(target.getParent());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            // Whoever has created it meanwhile has tidied up.
            if (Files.exists(target)) {
                return false;
            }
            throw e;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }

    @Override
    public void deleteIfEmpty(String folder) throws IOException {
        try {
            Files.deleteIfExists(root.resolve(folder));
        } catch (DirectoryNotEmptyException e) {
            // It stays.
        }
    }
}
