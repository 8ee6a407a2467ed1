package dev.streamflow.etl.lake;

import dev.streamflow.cli.OperationFailedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The published version of a lake. Finding it also validates the layout that {@link SnapshotPublisher} leaves:
 * publishing over a damaged lake, or cleaning it up, could delete the last good state.
 *
 * @param path with links resolved
 */
record CurrentVersion(long number, Path path) {
    private static final String COPIED =
            "A tool that follows links may have copied the lake: copy it again with one that keeps"
                    + " them (cp -a, rsync -aH, tar).";

    /**
     * The published version; empty if nothing was published yet.
     *
     * @throws OperationFailedException if links or folders are missing or wrong, with how to repair them
     */
    static Optional<CurrentVersion> find(LakeFolders folders) {
        try {
            if (LakeFolders.isThere(folders.versions()) && !Files.isDirectory(folders.versions())) {
                throw fault(
                        folders, "_versions is not a folder", "Put back the folder, or the disk, that it stands for.");
            }
            if (LakeFolders.isThere(folders.next()) && folders.nextNumber().isEmpty()) {
                throw fault(folders, "_next is not a link to a version", "Move it away.");
            }
            if (!LakeFolders.isThere(folders.current())) {
                requireNoVersion(folders);
                requireZones(folders, false);
                return Optional.empty();
            }
            CurrentVersion current = resolve(folders);
            requireZones(folders, true);
            return Optional.of(current);
        } catch (IOException e) {
            throw fault(folders, reason(e), "Make it readable and run the command again.");
        }
    }

    /** Fails if there are versions; the first one does not count if its run was killed before publishing it. */
    private static void requireNoVersion(LakeFolders folders) throws IOException {
        List<Long> numbers = folders.numbers();
        boolean first = numbers.equals(List.of(1L)) && folders.nextNumber().orElse(0) == 1;
        if (!numbers.isEmpty() && !first) {
            throw fault(folders, "_current is missing, but there are versions", pointing(folders));
        }
    }

    private static CurrentVersion resolve(LakeFolders folders) throws IOException {
        Path target = LakeFolders.target(folders.current())
                .orElseThrow(() -> fault(
                        folders,
                        "_current is not a symbolic link",
                        COPIED + " Or move _current away. " + pointing(folders)));
        Path path = version(folders, target);
        return new CurrentVersion(LakeFolders.number(path).getAsLong(), path);
    }

    private static Path version(LakeFolders folders, Path target) {
        try {
            Path path = folders.current().toRealPath();
            if (!Files.isDirectory(path)) {
                throw dangling(folders, target, "which is not a folder");
            } else if (!path.getParent().equals(folders.versions().toRealPath())
                    || LakeFolders.number(path).isEmpty()) {
                throw dangling(folders, target, "which is no version in _versions");
            } else if (!holdsTables(path)) {
                throw dangling(folders, target, "which is empty");
            }
            return path;
        } catch (NoSuchFileException e) {
            throw dangling(folders, target, "which is not there");
        } catch (IOException e) {
            throw dangling(folders, target, "which cannot be read: " + reason(e));
        }
    }

    private static boolean holdsTables(Path version) throws IOException {
        return LakeFolders.list(version).stream()
                .anyMatch(path -> LakeFolders.ZONES.contains(path.getFileName().toString()));
    }

    /** @param published whether they have to be there */
    private static void requireZones(LakeFolders folders, boolean published) throws IOException {
        for (String zone : LakeFolders.ZONES) {
            Path link = folders.lake().resolve(zone);
            Path right = Path.of("_current", zone);
            Path target = LakeFolders.target(link).orElse(null);
            if (target != null && !link.resolveSibling(target).normalize().equals(link.resolveSibling(right))) {
                throw fault(
                        folders,
                        zone + " is a link to " + target + ", not to " + right,
                        "`ln -sfn " + right + " " + link + "` mends it.");
            } else if (target == null && LakeFolders.isThere(link)) {
                throw fault(
                        folders,
                        zone + " is not a symbolic link to " + right,
                        COPIED + " Or move it away and `ln -s " + right + " " + link + "`.");
            } else if (target == null && published) {
                throw fault(
                        folders,
                        "its link " + zone + " is missing",
                        "`ln -s " + right + " " + link + "` puts it back.");
            }
        }
    }

    private static OperationFailedException dangling(LakeFolders folders, Path target, String why) {
        return fault(folders, "_current points at " + target + ", " + why, pointing(folders));
    }

    /** Which version is left, and how to make it the published one. */
    private static String pointing(LakeFolders folders) {
        try {
            for (List<Long> left = folders.numbers(); !left.isEmpty(); left = left.subList(0, left.size() - 1)) {
                Path newest = folders.version(left.get(left.size() - 1));
                if (LakeFolders.isFolder(newest) && holdsTables(newest)) {
                    return "The newest version that is left, of " + Files.getLastModifiedTime(newest) + ", becomes the"
                            + " published one by `ln -sfn " + folders.lake().relativize(newest) + " "
                            + folders.current()
                            + "`.";
                }
            }
            return "No version is left: restore the lake from a copy; or delete _current and compute every date again.";
        } catch (IOException e) {
            return "Make _versions readable: " + reason(e) + ".";
        }
    }

    private static OperationFailedException fault(LakeFolders folders, String why, String remedy) {
        return new OperationFailedException(
                "Cannot use the lake " + folders.lake() + ": " + why, remedy + " Nothing was changed.");
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException known && known.getReason() != null
                ? known.getFile() + ": " + known.getReason()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
