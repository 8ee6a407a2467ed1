package dev.streamflow.etl.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An old version that no reader needs any more and the next one is made of, so that publishing links what has changed
 * since and not the whole lake. What has changed is deleted from it at once, since nothing else holds its space.
 */
record SpareVersion(LakeFolders folders, Path folder) {
    /** Of these versions, the one that becomes spare; none if what they differ in is not known. */
    static Optional<SpareVersion> retire(LakeFolders folders, CurrentVersion current, List<Path> old, DurableFiles disk)
            throws IOException {
        for (Path version : old) {
            Optional<Set<String>> changed = changed(folders, current.path(), version);
            if (changed.isPresent()) {
                SpareVersion spare = new SpareVersion(folders, folders.spare(version));
                disk.rename(version, spare.folder);
                disk.force(folders.versions());
                spare.strip(changed.get(), disk);
                return Optional.of(spare);
            }
        }
        return Optional.empty();
    }

    /** Whether it was this version. */
    boolean was(Path version) {
        return folder.equals(folders.spare(version));
    }

    private void strip(Set<String> changed, DurableFiles disk) throws IOException {
        // First: what is missing has to be known wherever this ends.
        disk.write(missing(), String.join("\n", changed));
        disk.force(missing());
        disk.force(folder);
        for (String path : changed) {
            disk.deleteTreeIfThere(folder.resolve(path));
        }
    }

    /**
     * In which paths it may differ from the current version.
     *
     * @return empty if that is not known
     */
    Optional<Set<String>> differences(CurrentVersion current) throws IOException {
        Optional<Set<String>> differences = changed(folders, current.path(), folder);
        if (differences.isPresent()) {
            differences.get().addAll(missingPaths());
        }
        return differences;
    }

    /** The file that lists what was deleted from it. */
    Path missing() {
        return folder.resolve("_version_missing");
    }

    private List<String> missingPaths() throws IOException {
        try {
            return Files.readAllLines(missing()).stream()
                    .filter(path -> !path.isEmpty())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** What the versions from {@code old} to {@code current} have changed; empty if one of them does not say. */
    private static Optional<Set<String>> changed(LakeFolders folders, Path current, Path old) throws IOException {
        Optional<VersionChanges> base = VersionChanges.of(old);
        Optional<VersionChanges> next = VersionChanges.of(current);
        Set<String> changed = new TreeSet<>();
        for (int steps = folders.numbers().size(); base.isPresent() && next.isPresent() && steps >= 0; steps--) {
            String from = next.get().from();
            changed.addAll(next.get().paths());
            if (base.get().id().equals(from)) {
                return Optional.of(changed);
            }
            next = from == null ? Optional.empty() : find(folders, from);
        }
        return Optional.empty();
    }

    private static Optional<VersionChanges> find(LakeFolders folders, String id) throws IOException {
        for (long number : folders.numbers()) {
            Optional<VersionChanges> changes = VersionChanges.of(folders.version(number));
            if (changes.isPresent() && changes.get().id().equals(id)) {
                return changes;
            }
        }
        return Optional.empty();
    }
}
