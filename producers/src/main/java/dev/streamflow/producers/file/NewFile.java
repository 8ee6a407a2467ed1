package dev.streamflow.producers.file;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file that appears as a whole or not at all: written beside its place under a hidden name, forced to the disk, then
 * renamed. Closed without {@link #publish}, it leaves nothing.
 */
final class NewFile implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path hidden;
    private final FileChannel channel;
    private final OutputStream stream;

    private NewFile(Path target, boolean gzip) throws IOException {
        this.target = target;
        this.hidden = target.resolveSibling("." + target.getFileName() + ".partial");
        this.channel = FileChannel.open(
                hidden, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        OutputStream bytes = Channels.newOutputStream(channel);
        this.stream = new BufferedOutputStream(gzip ? new GZIPOutputStream(bytes, BUFFER) : bytes, BUFFER);
    }

    /** @throws CommandException if there is one already, unless it may be replaced */
    static NewFile create(Path target, boolean gzip, boolean overwrite) throws IOException {
        if (!overwrite && Files.exists(target)) {
            throw new OperationFailedException(
                    "Cannot write " + target + ": it is there already", "Use --overwrite to replace it.");
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        return new NewFile(target, gzip);
    }

    OutputStream stream() {
        return stream;
    }

    /** Makes it visible; gives its size in bytes. */
    long publish() throws IOException {
        stream.flush();
        if (channel.isOpen()) {
            finish();
        }
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return Files.size(target);
    }

    private void finish() throws IOException {
        stream.close();
        try (FileChannel written = FileChannel.open(hidden, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(hidden);
    }
}
