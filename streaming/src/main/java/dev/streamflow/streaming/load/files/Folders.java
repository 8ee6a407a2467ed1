package dev.streamflow.streaming.load.files;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.UsageException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The folder that files come into, and those below it that they go on to: {@code accepted}, {@code done} and
 * {@code refused}. All on one file system, so that a move is a rename.
 */
public record Folders(String input) implements Serializable {
    public Folders {
        requireNonNull(input, "input is null");
    }

    /** @throws UsageException if it cannot be made or written to */
    public static Folders make(Path input) {
        Folders folders = new Folders(input.toAbsolutePath().normalize().toString());
        try {
            Files.createDirectories(folders.accepted());
            Files.createDirectories(folders.done());
            Files.createDirectories(folders.refused());
        } catch (IOException e) {
            throw new UsageException("Cannot watch folder " + input + ": " + e, null, e);
        }
        return folders;
    }

    public Path inputFolder() {
        return Path.of(input);
    }

    /** What is to be loaded. */
    public Path accepted() {
        return Path.of(input, "accepted");
    }

    /** What is in the database. */
    public Path done() {
        return Path.of(input, "done");
    }

    /** What cannot be read as events of the schema. */
    public Path refused() {
        return Path.of(input, "refused");
    }

    /** After its rows are in the database. */
    public void done(AcceptedFile file) throws IOException {
        move(file, done());
    }

    public void refuse(AcceptedFile file) throws IOException {
        move(file, refused());
    }

    /** Puts a file back that has changed since it was accepted: it will be accepted again when it has settled. */
    public void giveBack(AcceptedFile file) throws IOException {
        Path target = inputFolder().resolve(file.originalName());
        Files.move(
                file.in(accepted()),
                Files.exists(target) ? file.in(inputFolder()) : target,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /** Another instance, or an earlier try, may have moved it. */
    private void move(AcceptedFile file, Path folder) throws IOException {
        try {
            Files.move(file.in(accepted()), file.in(folder), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(file.in(folder)) && !Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
