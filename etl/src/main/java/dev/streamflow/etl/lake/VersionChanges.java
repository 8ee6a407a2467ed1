package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a version replaced, added and removed, a file in it. The name is not enough to know a version by: numbers are
 * given again after a lake was restored from a copy.
 *
 * @param id of the version
 * @param from the id of the version that it was made from; null for none, or one that has none
 * @param paths relative to the version; all others are in both
 */
record VersionChanges(String id, String from, List<String> paths) {
    private static final ObjectMapper JSON = new ObjectMapper();

    VersionChanges {
        requireNonNull(id, "id is null");
        paths = List.copyOf(paths);
    }

    /** Those of a new version. */
    static VersionChanges since(Optional<CurrentVersion> before, Collection<Move> moves) throws IOException {
        Optional<VersionChanges> from = before.isPresent() ? of(before.get().path()) : Optional.empty();
        return new VersionChanges(
                UUID.randomUUID().toString(),
                from.map(VersionChanges::id).orElse(null),
                moves.stream().map(Move::target).toList());
    }

    /** Those of a version; empty if it does not say. */
    static Optional<VersionChanges> of(Path version) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readString(file(version)), VersionChanges.class));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    String json() throws IOException {
        return JSON.writeValueAsString(this);
    }

    /** Its name sorts behind that of the mark, so that whoever deletes a version deletes it before. */
    static Path file(Path version) {
        return LakeFolders.mark(version).resolveSibling("_version_changes");
    }
}
