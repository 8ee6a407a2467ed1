package dev.streamflow.dashboard.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A lake on this machine's file system: {@code _current} is a link to the version that is published. */
public final class LocalLake implements LakeSource {
    private static final Pattern VERSION = Pattern.compile("[0-9]{6}");

    private final Path lake;
    private final LandingLedger landing;
    private final StateReader states;

    /** @param landing the folder of what has landed, which may be missing */
    public LocalLake(Path lake, Path landing) {
        this.lake = lake.toAbsolutePath().normalize();
        this.landing = new LandingLedger(landing.toAbsolutePath().normalize());
        this.states = new StateReader(this.landing);
    }

    private Path current() {
        return lake.resolve("_current");
    }

    @Override
    public String pointer() throws IOException {
        Path current = current();
        if (!Files.isSymbolicLink(current)) {
            return "";
        }
        return Files.readSymbolicLink(current) + " "
                + Files.getLastModifiedTime(current, LinkOption.NOFOLLOW_LINKS).toMillis() + " " + landing.pointer();
    }

    /** Hard links keep a file's inode through all versions, so that all of them lie in here. */
    @Override
    public List<Path> folders() {
        return List.of(lake);
    }

    @Override
    public Published read() throws IOException {
        Path current = current();
        if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            return Published.NOTHING;
        }
        Path version = version(current);
        Instant at =
                Files.getLastModifiedTime(current, LinkOption.NOFOLLOW_LINKS).toInstant();
        return states.read(version, Long.parseLong(Folders.name(version)), at);
    }

    /** Names are found in listings: none becomes a path. */
    @Override
    public Optional<List<Path>> quarantined(LakeState state, String topic, LocalDate date) throws IOException {
        Path version = lake.resolve("_versions").resolve(state.name());
        List<Path> files = new ArrayList<>();
        for (Path folder : Folders.list(version.resolve("quarantine"))) {
            if (Folders.name(folder).equals(topic)) {
                files.addAll(Folders.parquet(folder.resolve(Folders.of(date))));
            }
        }
        if (!Files.isDirectory(version)) {
            throw new NoSuchFileException(version.toString());
        }
        return Optional.of(files);
    }

    private Path version(Path current) throws IOException {
        try {
            Path version = current.toRealPath();
            if (Files.isDirectory(version)
                    && VERSION.matcher(Folders.name(version)).matches()) {
                return version;
            }
        } catch (NoSuchFileException e) {
            // As for any other target that is no version.
        }
        throw new UnreadableLakeException(
                "The lake's link _current points at no version; `streamflow ledger` says what to do.");
    }
}
