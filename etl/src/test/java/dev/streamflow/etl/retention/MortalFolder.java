package dev.streamflow.etl.retention;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Dies before its n-th change and stays dead, as a process that is killed; may have something happen before it creates.
 */
final class MortalFolder implements LandingFolder {
    private final LandingFolder folder;
    private final Runnable beforeCreating;
    private int changesLeft;

    MortalFolder(LandingFolder folder, int changes, Runnable beforeCreating) {
        this.folder = folder;
        this.changesLeft = changes;
        this.beforeCreating = beforeCreating;
    }

    private void change() throws IOException {
        if (changesLeft-- <= 0) {
            throw new IOException("killed");
        }
    }

    @Override
    public Map<String, Long> files(String path) throws IOException {
        return folder.files(path);
    }

    @Override
    public Set<String> folders(String path) throws IOException {
        return folder.folders(path);
    }

    @Override
    public boolean create(String path, String temporary, byte[] document) throws IOException {
        change();
        beforeCreating.run();
        return folder.create(path, temporary, document);
    }

    @Override
    public void delete(String path) throws IOException {
        change();
        folder.delete(path);
    }

    @Override
    public void deleteIfEmpty(String path) throws IOException {
        change();
        folder.deleteIfEmpty(path);
    }
}
