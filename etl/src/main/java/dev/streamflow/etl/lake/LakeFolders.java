package dev.streamflow.etl.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The layout of a lake on a local file system, and which of its entries {@link SnapshotPublisher} made. */
record LakeFolders(Path lake) {
    /** The links for readers, each to the folder of its name in {@code _current}. */
    static final List<String> ZONES = List.of("silver", "quarantine", "gold", "gold_csv", "ledger");

    /**
     * What a version has beside tables; the first is the last that is deleted, since their names sort before those of
     * zones.
     */
    static final List<String> VERSION_FILES = List.of("_version", "_version_changes", "_version_missing");

    private static final String DRAFT = ".draft";
    private static final String SPARE = ".spare";
    private static final Pattern VERSION = Pattern.compile("[0-9]{6}");
    private static final Pattern DRAFTS = Pattern.compile("[0-9]{6}\\.draft");
    private static final Pattern SPARES = Pattern.compile("[0-9]{6}\\.spare");

    Path versions() {
        return lake.resolve("_versions");
    }

    /** A symbolic link to the published version. */
    Path current() {
        return lake.resolve("_current");
    }

    /** A symbolic link to a version that is about to be published. */
    Path next() {
        return lake.resolve("_next");
    }

    Path staging() {
        return lake.resolve("_staging");
    }

    Path version(long number) {
        return versions().resolve("%06d".formatted(number));
    }

    /** A file that holds the version's name; a folder without it, or with another name, was not made by Streamflow. */
    static Path mark(Path version) {
        return version.resolve("_version");
    }

    /**
     * Whether Streamflow has made a version under the name that it has now, or was killed before its empty folder was
     * deleted.
     */
    static boolean isOurs(Path version) throws IOException {
        return isFolder(version) && (list(version).isEmpty() || isMarked(version));
    }

    private static boolean isMarked(Path version) throws IOException {
        return Files.isRegularFile(mark(version))
                && Files.readString(mark(version)).equals(name(version).replace(SPARE, ""));
    }

    private static String name(Path version) {
        return version.getFileName().toString();
    }

    /** A version while it is put together. */
    Path draft(long number) {
        return versions().resolve("%06d".formatted(number) + DRAFT);
    }

    /** A version once it is spare. */
    Path spare(Path version) {
        return version.resolveSibling(name(version) + SPARE);
    }

    /** The spare versions that Streamflow has left. */
    List<SpareVersion> spares() throws IOException {
        List<SpareVersion> spares = new ArrayList<>();
        for (Path path : list(versions())) {
            if (SPARES.matcher(name(path)).matches() && isOurs(path)) {
                spares.add(new SpareVersion(this, path));
            }
        }
        return spares;
    }

    /** The number of a version's folder or link; none for any other name. */
    static OptionalLong number(Path version) {
        String name = name(version);
        return VERSION.matcher(name).matches() ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
    }

    /** The numbers that are taken, ascending. Other names are people's own. */
    List<Long> numbers() throws IOException {
        return list(versions()).stream()
                .map(LakeFolders::number)
                .flatMap(number -> number.stream().boxed())
                .sorted()
                .toList();
    }

    /** The drafts that killed runs left behind. */
    List<Path> drafts() throws IOException {
        return list(versions()).stream()
                .filter(LakeFolders::isFolder)
                .filter(path -> DRAFTS.matcher(name(path)).matches())
                .toList();
    }

    /** The staging folders that killed runs left behind. */
    List<Path> staged() throws IOException {
        return list(staging()).stream()
                .filter(path -> Staging.isOfRun(path.getFileName().toString()))
                .toList();
    }

    /** The number of the version that a killed run was about to publish. */
    OptionalLong nextNumber() throws IOException {
        return target(next())
                .filter(target -> target.equals(Path.of("_versions").resolve(target.getFileName())))
                .map(LakeFolders::number)
                .orElse(OptionalLong.empty());
    }

    /** Where a symbolic link points, as it is written in it. */
    static Optional<Path> target(Path link) throws IOException {
        return Files.isSymbolicLink(link) ? Optional.of(Files.readSymbolicLink(link)) : Optional.empty();
    }

    /** Whether the name exists, even as a dangling link. */
    static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** The entries of a folder; none if it does not exist. */
    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
