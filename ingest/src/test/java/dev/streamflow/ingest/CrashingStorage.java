package dev.streamflow.ingest;

import dev.streamflow.ingest.storage.ForwardingStorage;
import dev.streamflow.ingest.storage.Storage;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A storage whose process dies at the n-th point: before or after one of the operations that change something. */
public final class CrashingStorage extends ForwardingStorage {
    private int pointsLeft;

    /** Not an exception: nobody handles it, as nobody handles a kill. */
    public static final class Crash extends Error {}

    public CrashingStorage(Storage storage, int point) {
        super(storage);
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
        return change(() -> super.workspace(folder));
    }

    @Override
    public void publish(Path file, String path) {
        change(() -> {
            super.publish(file, path);
            return path;
        });
    }

    @Override
    public boolean publishIfAbsent(Path file, String path) {
        return change(() -> super.publishIfAbsent(file, path));
    }

    @Override
    public void delete(String folder) {
        change(() -> {
            super.delete(folder);
            return folder;
        });
    }
}
