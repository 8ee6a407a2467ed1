package dev.streamflow.etl.lake;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Publishes to a local file system, all tables and dates in one rename. Every state of the lake is a folder
 * {@code _versions/000042} that never changes once it is visible: unchanged files are hard links to those of the version before, so
 * that it costs names and no space. {@code _current} is a symbolic link to one of them, and {@code gold}, {@code silver} and the
 * others link into {@code _current}. A reader who resolves {@code gold} once reads one state, whatever is published meanwhile;
 * the version before is kept for those who do.
 */
final class Versions implements Publisher {
    private static final String DRAFT = ".draft";
    private static final List<String> TOP = List.of("silver", "quarantine", "gold", "gold_csv", "ledger");

    private final Path lake;
    private final Path versions;
    private final Path current;

    Versions(Path lake) {
        this.lake = lake;
        this.versions = lake.resolve("_versions");
        this.current = lake.resolve("_current");
    }

    @Override
    public void publish(org.apache.hadoop.fs.Path folder, List<Move> moves) throws IOException {
        long number = currentNumber() + 1;
        Path draft = Files.createDirectories(versions.resolve(name(number) + DRAFT));
        link(draft, moves);
        for (Move move : moves) {
            Path target = draft.resolve(move.target());
            Files.createDirectories(target.getParent());
            Files.move(lake.resolve(move.staged()), target);
        }
        Path version = Files.move(draft, versions.resolve(name(number)));
        for (String top : TOP) {
            if (!Files.isSymbolicLink(lake.resolve(top))) {
                Files.createSymbolicLink(
                        lake.resolve(top), current.getFileName().resolve(top));
            }
        }
        Path next = Files.createSymbolicLink(lake.resolve("_next"), lake.relativize(version));
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        discard(folder);
        removeOld(number);
    }

    /** Links everything of the current version that is not about to be replaced. */
    private void link(Path draft, List<Move> moves) throws IOException {
        if (!Files.exists(current)) {
            return;
        }
        Path from = current.toRealPath();
        Set<Path> replaced = new HashSet<>();
        moves.forEach(move -> replaced.add(from.resolve(move.target())));
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (replaced.contains(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(draft.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!replaced.contains(file)) {
                    link(file, draft.resolve(from.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void link(Path file, Path link) throws IOException {
        try {
            Files.createLink(link, file);
        } catch (UnsupportedOperationException e) {
            // No hard links here: the same state, at the price of its space.
            Files.copy(file, link);
        }
    }

    /** What is not current was not published, or is the version before. */
    @Override
    public void recover() throws IOException {
        Files.deleteIfExists(lake.resolve("_next"));
        delete(lake.resolve("_staging"));
        removeOld(currentNumber());
    }

    /** Keeps this version and the one before it. */
    private void removeOld(long number) throws IOException {
        Set<String> kept = Set.of(name(number), name(number - 1));
        for (Path version : list(versions)) {
            if (!kept.contains(version.getFileName().toString())) {
                delete(version);
            }
        }
    }

    @Override
    public void discard(org.apache.hadoop.fs.Path folder) throws IOException {
        Path staged = Path.of(folder.toUri().getPath());
        delete(staged);
        if (list(staged.getParent()).isEmpty()) {
            Files.deleteIfExists(staged.getParent());
        }
    }

    private long currentNumber() throws IOException {
        return Files.isSymbolicLink(current)
                ? Long.parseLong(Files.readSymbolicLink(current).getFileName().toString())
                : 0;
    }

    private static String name(long number) {
        return "%06d".formatted(number);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
