package dev.streamflow.etl.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A lock on a file of a local lake. The operating system releases it when the process dies. If somebody deletes the
 * file, another run can lock a new one of that name; the token in the file detects that.
 */
final class LocalFileLock implements ExclusiveLock {
    private final Path file;
    private final FileChannel channel;
    private final String token;

    private LocalFileLock(Path file, FileChannel channel, String token) {
        this.file = file;
        this.channel = channel;
        this.token = token;
    }

    /** Waits until the lock is free, and takes it. */
    static LocalFileLock take(Path file, String run) {
        try {
            createFolders(file.getParent());
            for (; ; ) {
                LocalFileLock taken = lock(file, run + " " + UUID.randomUUID());
                if (taken.isHeld()) {
                    return taken;
                }
                taken.channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    /** Creates folders, each fsynced before anything is published in it. */
    private static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createFolders(folder.getParent());
            Files.createDirectories(folder);
            new DurableFiles().force(folder.getParent());
        }
    }

    private static LocalFileLock lock(Path file, String token) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(token.getBytes(UTF_8)), 0);
            return new LocalFileLock(file, channel, token);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private boolean isHeld() throws IOException {
        try {
            return Files.readString(file).equals(token);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void requireHeld() {
        try {
            if (!isHeld()) {
                throw new OperationFailedException(
                        "Cannot publish to " + file.getParent() + ": " + file.getFileName()
                                + " was removed or replaced while this run held it",
                        "Nothing was published. Run it again, and leave that file alone.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Closing the file releases the lock. */
    @Override
    public void close() {
        try (channel) {
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unlock " + file + ": " + e.getMessage(), e);
        }
    }
}
