package dev.streamflow.ingest.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Another storage, of which a test changes what it needs. */
public class ForwardingStorage implements Storage {
    private final Storage storage;

    public ForwardingStorage(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Path workspace(String folder) {
        return storage.workspace(folder);
    }

    @Override
    public void publish(Path file, String path) {
        storage.publish(file, path);
    }

    @Override
    public boolean publishIfAbsent(Path file, String path) {
        return storage.publishIfAbsent(file, path);
    }

    @Override
    public InputStream open(String path) {
        return storage.open(path);
    }

    @Override
    public List<StoredFile> list(String folder) {
        return storage.list(folder);
    }

    @Override
    public List<String> folders(String folder) {
        return storage.folders(folder);
    }

    @Override
    public void delete(String path) {
        storage.delete(path);
    }

    @Override
    public String describe(String path) {
        return storage.describe(path);
    }

    @Override
    public void close() {
        storage.close();
    }
}
