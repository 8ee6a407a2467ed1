package dev.streamflow.ingest.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * How a file of this machine appears on a Hadoop file system, whole or not at all: by a rename on a real one (HDFS refuses to
 * rename onto a file that exists, atomically), and by a single put on an object store, where nothing is visible before the last
 * byte and where a create that may not replace is a conditional put.
 */
final class HadoopPublication {
    private static final List<String> OBJECT_STORES = List.of("s3a", "gs", "abfs", "abfss", "oss", "cosn");

    private final FileSystem files;
    private final FileContext context;

    private HadoopPublication(FileSystem files, FileContext context) {
        this.files = files;
        this.context = context;
    }

    static HadoopPublication of(URI root, FileSystem files, Configuration configuration) throws IOException {
        boolean store = OBJECT_STORES.contains(root.getScheme());
        return new HadoopPublication(files, store ? null : FileContext.getFileContext(root, configuration));
    }

    void publish(java.nio.file.Path file, Path target) throws IOException {
        if (context == null) {
            put(file, target, true);
        } else {
            rename(file, target, Rename.OVERWRITE);
        }
    }

    /** Of several callers exactly one gets true. */
    boolean publishIfAbsent(java.nio.file.Path file, Path target) throws IOException {
        try {
            if (files.exists(target)) {
                return false;
            } else if (context == null) {
                put(file, target, false);
            } else {
                rename(file, target, Rename.NONE);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void rename(java.nio.file.Path file, Path target, Rename mode) throws IOException {
        Path temporary = new Path(target.getParent(), "." + UUID.randomUUID() + ".tmp");
        put(file, temporary, true);
        try {
            context.rename(temporary, target, mode);
        } finally {
            files.delete(temporary, false);
        }
    }

    private void put(java.nio.file.Path file, Path target, boolean replace) throws IOException {
        try (FSDataOutputStream out = files.create(target, replace)) {
            Files.copy(file, out);
            out.hsync();
        }
    }
}
