package dev.streamflow.etl.lake;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.Syncable;

/**
 * A folder of this machine that behaves as HDFS does: it has no links, of several creates that may not replace one
 * succeeds, and a rename does not replace. Knows which files were written and not forced to the disks.
 */
public final class SharedFileSystem extends RawLocalFileSystem {
    public static final URI NAME = URI.create("hdfs://shared");
    private static final AtomicReference<Runnable> BEFORE_CREATING = new AtomicReference<>();
    private static final Set<String> UNFORCED = ConcurrentHashMap.newKeySet();

    static Lake lake(java.nio.file.Path folder) {
        return new Lake(NAME + folder.toString(), configuration());
    }

    /** Hadoop's, by which {@link #NAME} is this file system. */
    public static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.hdfs.impl", SharedFileSystem.class.getName());
        configuration.setBoolean("fs.hdfs.impl.disable.cache", true);
        return configuration;
    }

    /** Has something happen once, right before the next JSON document is created that must not be there. */
    static void beforeCreating(Runnable action) {
        BEFORE_CREATING.set(action);
    }

    /** Paths below a folder. */
    public static Set<String> unforced(java.nio.file.Path folder) {
        UNFORCED.removeIf(path -> !path.startsWith(folder.toString()));
        return UNFORCED;
    }

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        synchronized (UNFORCED) {
            return !exists(to) && super.rename(from, to);
        }
    }

    @Override
    public FSDataOutputStream create(Path path, boolean overwrite, int bufferSize, short replication, long blockSize)
            throws IOException {
        if (!overwrite) {
            mkdirs(path.getParent());
            if (path.getName().endsWith(".json") && BEFORE_CREATING.get() != null) {
                BEFORE_CREATING.getAndSet(null).run();
            }
            try {
                Files.createFile(pathToFile(path).toPath());
            } catch (java.nio.file.FileAlreadyExistsException e) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
        String name = path.toUri().getPath();
        UNFORCED.add(name);
        return new FSDataOutputStream(
                new Forced(super.create(path, true, bufferSize, replication, blockSize), name), null);
    }

    private static final class Forced extends FilterOutputStream implements Syncable {
        private final String name;

        Forced(OutputStream out, String name) {
            super(out);
            this.name = name;
        }

        @Override
        public void hflush() throws IOException {
            flush();
        }

        @Override
        public void hsync() throws IOException {
            flush();
            UNFORCED.remove(name);
        }
    }
}
