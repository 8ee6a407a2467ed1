package dev.streamflow.ingest.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * How a file of this machine appears on HDFS, whole or not at all: written beside its place, flushed to the data nodes'
 * disks, then renamed. A rename that may not replace is refused, atomically, where the target exists.
 */
final class HadoopPublication {
    private final FileSystem files;
    private final FileContext context;

    HadoopPublication(URI root, FileSystem files, Configuration configuration) throws IOException {
        this.files = files;
        this.context = FileContext.getFileContext(root, configuration);
    }

    /** @param temporary where it is written first */
    void publish(java.nio.file.Path file, Path temporary, Path target) throws IOException {
        rename(file, temporary, target, Rename.OVERWRITE);
    }

    /** Of several callers exactly one gets true. */
    boolean publishIfAbsent(java.nio.file.Path file, Path temporary, Path target) throws IOException {
        if (files.exists(target)) {
            return false;
        }
        try {
            rename(file, temporary, target, Rename.NONE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private void rename(java.nio.file.Path file, Path temporary, Path target, Rename mode) throws IOException {
        try (FSDataOutputStream out = files.create(temporary, true)) {
            Files.copy(file, out);
            out.hsync();
        }
        try {
            rename(temporary, target, mode);
        } finally {
            files.delete(temporary, false);
        }
    }

    /** Retention deletes the folder of a date that is empty; one that goes between these two steps is created again. */
    private void rename(Path temporary, Path target, Rename mode) throws IOException {
        while (true) {
            files.mkdirs(target.getParent());
            try {
                context.rename(temporary, target, mode);
                return;
            } catch (FileNotFoundException e) {
                if (!files.exists(temporary)) {
                    throw e;
                }
            }
        }
    }
}
