package dev.streamflow.streaming.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The folder of one live query, {@code <live>/<job>/}, which one process at a time has: {@code checkpoint/},
 * {@code status.json} and what the job keeps besides. The operating system frees the lock when the process ends,
 * however it ends.
 */
public final class LiveFolder implements AutoCloseable {
    private final String job;
    private final Path folder;
    private final FileChannel channel;

    private LiveFolder(String job, Path folder, FileChannel channel) {
        this.job = job;
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, which is created where missing.
     *
     * @throws NotReadyException if another process has it; the message names that process
     */
    public static LiveFolder open(Path live, String job) {
        Path folder = live.toAbsolutePath().normalize().resolve(job);
        Path lock = folder.resolve("lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new NotReadyException(
                        "Cannot start " + job + " in " + folder + ": " + holder(lock) + " runs there",
                        "One query at a time; stop that one, or give this one another folder with --live.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self().getBytes(UTF_8)));
            return new LiveFolder(job, folder, channel);
        } catch (IOException e) {
            throw new OperationFailedException("Cannot use folder " + folder + ": " + e, null, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String self() throws IOException {
        return "process " + ProcessHandle.current().pid() + " of "
                + InetAddress.getLocalHost().getHostName();
    }

    /** The holder writes its name right after it has the lock. */
    private static String holder(Path lock) throws IOException {
        String name = Files.readString(lock);
        return name.isBlank() ? "another process" : name;
    }

    public String job() {
        return job;
    }

    public Path path() {
        return folder;
    }

    /** Where Spark keeps the query's offsets and state, unless the options say otherwise. */
    public Path checkpoint() {
        return folder.resolve("checkpoint");
    }

    /** Replaces a file of this folder; readers see the old text or the new one. */
    public void write(String name, String text) {
        Path next = folder.resolve("." + name + ".next");
        try {
            Files.writeString(next, text);
            Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OperationFailedException("Cannot write " + folder.resolve(name) + ": " + e, null, e);
        }
    }

    /** Frees the folder. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new OperationFailedException("Cannot free folder " + folder + ": " + e, null, e);
        }
    }
}
