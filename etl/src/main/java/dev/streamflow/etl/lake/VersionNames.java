package dev.streamflow.etl.lake;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of a version's zones, tables, dates and their files: a listing, which shows what people have put there or
 * taken away.
 */
final class VersionNames {
    /** Zones, tables, dates, files. */
    private static final int LEVELS = 4;

    private final Path one;
    private final Path other;
    private final Set<String> except;

    private VersionNames(Path one, Path other, Set<String> except) {
        this.one = one;
        this.other = other;
        this.except = except;
    }

    /** @param except paths that do not matter, relative to the versions */
    static boolean areSame(Path one, Path other, Set<String> except) {
        return new VersionNames(one, other, except).areSame("", LEVELS);
    }

    private boolean areSame(String path, int levels) {
        Set<String> names = names(one, path);
        return names.equals(names(other, path))
                && (levels == 1 || names.stream().allMatch(name -> areSame(path + name + "/", levels - 1)));
    }

    private Set<String> names(Path version, String path) {
        String[] found = version.resolve(path).toFile().list();
        Set<String> names = new HashSet<>(found == null ? List.of() : List.of(found));
        names.removeIf(name -> except.contains(path + name));
        if (path.isEmpty()) {
            names.removeAll(LakeFolders.VERSION_FILES);
        }
        return names;
    }
}
