package dev.streamflow.ingest.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * Landing on any Hadoop file system. Files in progress lie on this machine: an object store cannot append.
 *
 * <p>Publishing is a rename on a real file system (HDFS refuses to rename onto a file that exists, atomically), and a single put
 * on an object store, where nothing is visible before the last byte and where a create that may not replace is a conditional put.
 */
public final class HadoopStorage implements Storage {
    private static final List<String> OBJECT_STORES = List.of("s3a", "gs", "abfs", "abfss", "oss", "cosn");

    private final URI root;
    private final FileSystem files;
    private final FileContext context;
    private final LocalStorage local;

    private HadoopStorage(URI root, FileSystem files, FileContext context, LocalStorage local) {
        this.root = root;
        this.files = files;
        this.context = context;
        this.local = local;
    }

    static HadoopStorage at(URI root) {
        Configuration configuration = new Configuration();
        // Landing has its own checksums; Hadoop's .crc files beside them would litter the folders.
        configuration.set("fs.file.checksum.verify", "false");
        try {
            FileSystem files = FileSystem.newInstance(root, configuration);
            files.setWriteChecksum(false);
            boolean store = OBJECT_STORES.contains(root.getScheme());
            FileContext context = store ? null : FileContext.getFileContext(root, configuration);
            LocalStorage local = new LocalStorage(Files.createTempDirectory("streamflow-"));
            return new HadoopStorage(root, files, context, local);
        } catch (IOException e) {
            throw StorageFailure.of("open", root, e);
        }
    }

    @Override
    public java.nio.file.Path workspace(String folder) {
        return local.workspace(folder);
    }

    @Override
    public void publish(java.nio.file.Path file, String path) {
        attempt("write", path, () -> {
            if (context == null) {
                put(file, at(path), true);
            } else {
                rename(file, path, Rename.OVERWRITE);
            }
            return true;
        });
    }

    @Override
    public boolean publishIfAbsent(java.nio.file.Path file, String path) {
        return attempt("write", path, () -> {
            try {
                if (files.exists(at(path))) {
                    return false;
                } else if (context == null) {
                    put(file, at(path), false);
                } else {
                    rename(file, path, Rename.NONE);
                }
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    private void rename(java.nio.file.Path file, String path, Rename mode) throws IOException {
        Path parent = at(path).getParent();
        Path temporary = new Path(parent, "." + UUID.randomUUID() + ".tmp");
        put(file, temporary, true);
        try {
            context.rename(temporary, at(path), mode);
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

    @Override
    public InputStream open(String path) {
        return attempt("read", path, () -> files.open(at(path)));
    }

    @Override
    public List<StoredFile> list(String folder) {
        return attempt("read", folder, () -> {
            List<StoredFile> found = new ArrayList<>();
            if (files.exists(at(folder))) {
                var all = files.listFiles(at(folder), true);
                while (all.hasNext()) {
                    FileStatus file = all.next();
                    if (!file.getPath().getName().startsWith(".")) {
                        found.add(new StoredFile(relative(file), file.getLen()));
                    }
                }
            }
            found.sort(Comparator.comparing(StoredFile::path));
            return found;
        });
    }

    @Override
    public List<String> folders(String folder) {
        return attempt("read", folder, () -> {
            if (!files.exists(at(folder))) {
                return List.of();
            }
            return Arrays.stream(files.listStatus(at(folder)))
                    .filter(FileStatus::isDirectory)
                    .map(child -> child.getPath().getName())
                    .sorted()
                    .toList();
        });
    }

    @Override
    public void delete(String folder) {
        attempt("delete", folder, () -> files.delete(at(folder), true));
        local.delete(folder);
    }

    @Override
    public String describe(String path) {
        return at(path).toString();
    }

    @Override
    public void close() {
        local.delete("");
        attempt("close", "", () -> {
            files.close();
            return true;
        });
    }

    private Path at(String path) {
        return path.isEmpty() ? new Path(root) : new Path(new Path(root), path);
    }

    private String relative(FileStatus file) {
        String base = new Path(root).toUri().getPath().replaceFirst("/$", "");
        return file.getPath().toUri().getPath().substring(base.length() + 1);
    }

    private <T> T attempt(String verb, String path, Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw StorageFailure.of(verb, at(path), e);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
