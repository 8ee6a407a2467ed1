package dev.streamflow.etl.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Knows what a power cut would lose: contents of files and entries of folders that were changed and not forced since;
 * it forces nothing itself, which takes time. May stop before its n-th change, as it does for a process that is killed.
 */
class WatchedFiles extends DurableFiles {
    private final Path lake;
    private final Set<Path> unforced = new HashSet<>();
    private int changesLeft;
    private boolean switched;
    private boolean switchForced;
    /** What a power cut during the last publication would have lost of a state that readers then see. */
    final List<String> losses = new ArrayList<>();

    WatchedFiles(Path lake, int changes) {
        this.lake = lake;
        this.changesLeft = changes;
    }

    WatchedFiles(Path lake) {
        this(lake, Integer.MAX_VALUE);
    }

    private void change() throws IOException {
        if (changesLeft-- <= 0) {
            throw new IOException("killed");
        }
    }

    private void changed(Path... paths) {
        unforced.addAll(List.of(paths));
    }

    @Override
    void createFolder(Path folder) throws IOException {
        change();
        super.createFolder(folder);
        changed(folder, folder.getParent());
    }

    @Override
    void link(Path link, Path file) throws IOException {
        change();
        super.link(link, file);
        changed(link.getParent());
    }

    @Override
    void copy(Path file, Path copy) throws IOException {
        change();
        super.copy(file, copy);
        changed(copy, copy.getParent());
    }

    @Override
    void write(Path file, String text) throws IOException {
        change();
        super.write(file, text);
        changed(file, file.getParent());
    }

    @Override
    void symbolicLink(Path link, Path target) throws IOException {
        change();
        super.symbolicLink(link, target);
        changed(link.getParent());
    }

    @Override
    void rename(Path from, Path to) throws IOException {
        change();
        if (to.equals(lake.resolve("_current"))) {
            unforced.stream()
                    .filter(path -> path.startsWith(lake) && !path.startsWith(lake.resolve("_staging")))
                    .forEach(path -> losses.add("at the switch: " + lake.relativize(path)));
            switched = true;
            switchForced = false;
        }
        super.rename(from, to);
        moved(from, to);
    }

    private void moved(Path from, Path to) throws IOException {
        if (from.startsWith(lake.resolve("_staging"))) {
            try (Stream<Path> written = Files.walk(to)) {
                unforced.addAll(written.toList());
            }
        }
        for (Path path : List.copyOf(unforced)) {
            if (path.startsWith(from)) {
                unforced.remove(path);
                unforced.add(to.resolve(from.relativize(path)));
            }
        }
        changed(from.getParent(), to.getParent());
    }

    @Override
    void delete(Path path) throws IOException {
        change();
        if (switched && !switchForced) {
            losses.add("deleted before the switch was forced: " + lake.relativize(path));
        }
        super.delete(path);
        unforced.remove(path);
        changed(path.getParent());
    }

    @Override
    void force(Path path) throws IOException {
        assertThat(path).exists();
        unforced.remove(path);
        switchForced |= path.equals(lake);
    }

    /** Whether the last publishing got as far as its switch. */
    boolean hasSwitched() {
        return switched;
    }
}
