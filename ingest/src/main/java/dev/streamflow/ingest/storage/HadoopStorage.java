package dev.streamflow.ingest.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Landing on HDFS. Files in progress lie on this machine, in a folder of its temporary one, and are copied when they
 * are finished; a folder of the same name on HDFS shows other processes that they are in progress.
 */
public final class HadoopStorage implements Storage {
    private final URI root;
    private final FileSystem files;
    private final HadoopPublication publication;
    private final java.nio.file.Path localRoot;
    private final LocalStorage local;

    private HadoopStorage(URI root, FileSystem files, HadoopPublication publication, java.nio.file.Path localRoot) {
        this.root = root;
        this.files = files;
        this.publication = publication;
        this.localRoot = localRoot;
        this.local = new LocalStorage(localRoot);
    }

    static HadoopStorage at(URI root) {
        Configuration configuration = new Configuration();
        // Landing has its own checksums; Hadoop's .crc files beside them would litter the folders.
        configuration.set("fs.file.checksum.verify", "false");
        try {
            FileSystem files = FileSystem.newInstance(root, configuration);
            files.setWriteChecksum(false);
            var publication = new HadoopPublication(root, files, configuration);
            return new HadoopStorage(root, files, publication, Files.createTempDirectory("streamflow-"));
        } catch (IOException e) {
            throw StorageFailure.of("open", root, e);
        }
    }

    @Override
    public java.nio.file.Path workspace(String folder) {
        attempt("write", folder, () -> files.mkdirs(at(folder)));
        return local.workspace(folder);
    }

    @Override
    public void publish(java.nio.file.Path file, String path) {
        attempt("write", path, () -> {
            publication.publish(file, temporary(file), at(path));
            return true;
        });
    }

    @Override
    public boolean publishIfAbsent(java.nio.file.Path file, String path) {
        return attempt("write", path, () -> publication.publishIfAbsent(file, temporary(file), at(path)));
    }

    @Override
    public InputStream open(String path) {
        return attempt("read", path, () -> files.open(at(path)));
    }

    @Override
    public List<StoredFile> list(String folder) {
        return attempt("read", folder, () -> {
            List<StoredFile> found = new ArrayList<>();
            collect(at(folder), found);
            found.sort(Comparator.comparing(StoredFile::path));
            return found;
        });
    }

    /** Another process may be deleting what is listed; a folder that is gone has nothing in it. */
    private void collect(Path folder, List<StoredFile> found) throws IOException {
        FileStatus[] children;
        try {
            children = files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return;
        }
        for (FileStatus child : children) {
            if (child.isDirectory()) {
                collect(child.getPath(), found);
            } else if (!child.getPath().getName().startsWith(".")) {
                found.add(new StoredFile(relative(child), child.getLen()));
            }
        }
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

    private Path temporary(java.nio.file.Path file) {
        return at(localRoot.relativize(file).toString().replace('\\', '/'));
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
