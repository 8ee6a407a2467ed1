package dev.streamflow.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One broker per folder. Kafka locks the folder too, but only after it has opened the metadata log in it. The operating
 * system frees the lock when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws BrokerException if the folder cannot be written or another broker has it, in this JVM or another */
    static FolderLock acquire(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new BrokerException(
                        "Cannot start a broker in " + folder + ": another broker runs in that folder");
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new BrokerException("Cannot start a broker in " + folder + ": " + e, e);
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

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BrokerException("Cannot free the folder of a broker: " + e, e);
        }
    }
}
