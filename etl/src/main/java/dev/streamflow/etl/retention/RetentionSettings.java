package dev.streamflow.etl.retention;

import static java.util.Objects.requireNonNull;

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
 */
public record RetentionSettings(
        LocalDate before, Optional<RetentionZone> only, String landing, String lake, Set<String> topics) {
    public RetentionSettings {
        requireNonNull(before, "before is null");
        requireNonNull(only, "only is null");
        requireNonNull(landing, "landing is null");
        requireNonNull(lake, "lake is null");
        topics = new TreeSet<>(topics);
    }

    boolean isAbout(RetentionZone zone) {
        return only.isEmpty() || only.get() == zone;
    }
}
