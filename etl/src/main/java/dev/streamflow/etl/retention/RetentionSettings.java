package dev.streamflow.etl.retention;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to delete.
 *
 * @param before the first event date (UTC) that is kept
 * @param only one of the two; empty for both
 * @param topics of landing; empty for all
 * @param copies a folder of this machine that CSV tables were copied to; empty for none
 */
public record RetentionSettings(
        LocalDate before,
        Optional<RetentionZone> only,
        String landing,
        String lake,
        Set<String> topics,
        Optional<Path> copies) {
    public RetentionSettings {
        requireNonNull(before, "before is null");
        requireNonNull(only, "only is null");
        requireNonNull(landing, "landing is null");
        requireNonNull(lake, "lake is null");
        requireNonNull(copies, "copies is null");
        topics = new TreeSet<>(topics);
    }

    boolean isAbout(RetentionZone zone) {
        return only.isEmpty() || only.get() == zone;
    }
}
