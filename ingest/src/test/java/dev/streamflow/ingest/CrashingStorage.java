package dev.streamflow.ingest;

import dev.streamflow.ingest.storage.Storage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A storage whose process dies at the n-th point: before or after one of the operations that change something. */
final class CrashingStorage implements Storage {
    private final Storage storage;
    private int pointsLeft;

    /** Not an exception: nobody handles it, as nobody handles a kill. */
    static final class Crash extends Error {}

    CrashingStorage(Storage storage, int point) {
        this.storage = storage;
        this.pointsLeft = point;
    }

    private <T> T change(Supplier<T> operation) {
        mayDie();
        T result = operation.get();
        mayDie();
        return result;
    }

    private void mayDie() {
        pointsLeft--;
        if (pointsLeft <= 0) {
            throw new Crash();
        }
    }

    @Override
    public Path workspace(String folder) {
        return change(() -> storage.workspace(folder));
    }

    @Override
    public void publish(Path file, String path) {
        change(() -> {
            storage.publish(file, path);
            return path;
        });
    }

    @Override
    public boolean publishIfAbsent(Path file, String path) {
        return change(() -> storage.publishIfAbsent(file, path));
    }

    @Override
    public void delete(String folder) {
        change(() -> {
            storage.delete(folder);
            return folder;
        });
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
    public String describe(String path) {
        return storage.describe(path);
    }

    @Override
    public void close() {
        storage.close();
    }
}
