package dev.streamflow.dashboard.lake;

import dev.streamflow.dashboard.lake.WebHdfs.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies folders of HDFS to this machine, of which only what has changed since. */
final class HdfsMirror {
    private final WebHdfs hdfs;
    /** By path on HDFS, what was copied. */
    private final Map<String, String> copied = new HashMap<>();

    HdfsMirror(WebHdfs hdfs) {
        this.hdfs = hdfs;
    }

    /**
     * Makes a folder of this machine hold what one of HDFS does, down to a depth from which on a folder is copied as a
     * whole: one whose own entry has not changed is not looked into.
     *
     * @param depth of folders that are always looked into
     */
    void copy(String from, Path to, int depth) throws IOException {
        List<String> names = new ArrayList<>();
        for (Entry entry : hdfs.list(from)) {
            names.add(entry.name());
            String path = from + "/" + entry.name();
            Path target = to.resolve(entry.name());
            if (!target.normalize().getParent().equals(to.normalize())) {
                throw new IOException("HDFS names " + path);
            } else if (entry.isFolder() && depth > 0) {
                copy(path, target, depth - 1);
            } else if (!entry.identity().equals(copied.get(path)) || !Files.exists(target)) {
                replace(entry, path, target);
                copied.put(path, entry.identity());
            }
        }
        for (Path local : Folders.list(to)) {
            if (!names.contains(Folders.name(local))) {
                delete(local);
            }
        }
    }

    private void replace(Entry entry, String path, Path target) throws IOException {
        if (entry.isFolder()) {
            Files.createDirectories(target);
            copy(path, target, 0);
        } else {
            hdfs.download(path, target);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
