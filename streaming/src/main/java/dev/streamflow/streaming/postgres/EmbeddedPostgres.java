package dev.streamflow.streaming.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.OperationFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL for one machine, on the loopback address alone: the database of a load that names none. Its folder keeps
 * the data, so that it survives restarts. It stops with the JVM, also with one that is killed: a shell waits for the
 * JVM's end of a pipe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    public static final String USER = "streamflow";
    public static final String DATABASE = "streamflow";

    /** Ctrl-C is for the JVM, which closes the pipe when it is done; pg_ctl gives the server a session of its own. */
    private static final String GUARD = """
            trap '' INT TERM HUP
            "$1" -D "$2" -l "$3" -o "$4" -w -t 120 start > /dev/null || exit 1
            echo ready
            cat > /dev/null
            exec "$1" -D "$2" -m fast -w -t 120 stop > /dev/null
            """;

    private static final long STOP_SECONDS = 150;

    private final ServerFolder folder;
    private final FileChannel lock;
    private Process guard;

    private EmbeddedPostgres(ServerFolder folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Starts the server of a folder, and makes it the first time.
     *
     * @throws NotReadyException if another process has it
     * @throws OperationFailedException if it does not start
     */
    public static EmbeddedPostgres start(Path path) {
        try {
            Files.createDirectories(path);
            EmbeddedPostgres server = new EmbeddedPostgres(new ServerFolder(path), lock(path));
            try {
                server.folder.prepare();
                server.launch();
                return server;
            } catch (IOException | RuntimeException e) {
                server.lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new OperationFailedException("Cannot start PostgreSQL in " + path + ": " + e.getMessage(), null, e);
        }
    }

    /** How to get to a server that runs. */
    public record Running(String url, String password) {}

    /** The server of a folder, if another process runs it. */
    public static Optional<Running> running(Path path) {
        try {
            ServerFolder folder = new ServerFolder(path);
            return folder.runningPort().map(port -> new Running(folder.url(port, DATABASE), folder.password()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another part of this JVM has it.
        }
        channel.close();
        throw new NotReadyException("Cannot start PostgreSQL in " + path + ": another process runs it");
    }

    private synchronized void launch() throws IOException {
        guard = folder.run(
                "sh", "-c", GUARD, "sh", folder.program("pg_ctl"), folder.data(), folder.log(), folder.options());
        // Not closed: whoever kills the JVM closes it, and the shell sees that.
        BufferedReader said = guard.inputReader(UTF_8);
        if (!"ready".equals(said.readLine())) {
            throw new IOException(
                    "it does not start; its last words are in " + folder.log() + ": " + folder.lastWords());
        }
        folder.createDatabase();
    }

    /** Starts the server again if it has ended, as after it was killed; does nothing while it runs. */
    public synchronized void revive() {
        if (guard == null || folder.isRunning()) {
            return;
        }
        try {
            stopGuard();
            folder.prepare();
            launch();
        } catch (IOException e) {
            throw new OperationFailedException(
                    "Cannot start PostgreSQL again in " + folder.path() + ": " + e.getMessage(), null, e);
        }
    }

    /** {@code jdbc:postgresql://127.0.0.1:<port>/streamflow}. */
    public String url() {
        return folder.url(DATABASE);
    }

    public String password() {
        return folder.password();
    }

    /** The file that {@code PGPASSFILE} names. */
    public Path passwordFile() {
        return folder.passwordFile();
    }

    /** Stops the server; what is open is rolled back. */
    @Override
    public synchronized void close() {
        try {
            stopGuard();
            guard = null;
            lock.close();
        } catch (IOException e) {
            throw new OperationFailedException(
                    "Cannot stop PostgreSQL in " + folder.path() + ": " + e.getMessage(), null, e);
        }
    }

    private void stopGuard() throws IOException {
        if (guard == null) {
            return;
        }
        guard.getOutputStream().close();
        try {
            if (!guard.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it is still busy after " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
