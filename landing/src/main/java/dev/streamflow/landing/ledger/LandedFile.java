package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;

/**
 * A file of a committed run.
 *
 * @param path relative to the topic's folder
 * @param date the event date (UTC) of all its lines; null for rejected records and tombstones
 * @param records how many lines
 * @param bytes its size as it lies there
 * @param sha256 of those bytes, in hexadecimal
 */
public record LandedFile(
        String path,
        LocalDate date,
        @JsonProperty(required = true) int partition,
        @JsonProperty(required = true) long firstOffset,
        @JsonProperty(required = true) long lastOffset,
        @JsonProperty(required = true) long records,
        @JsonProperty(required = true) long bytes,
        String sha256) {
    public LandedFile {
        requireNonNull(path, "path is null");
        requireNonNull(sha256, "sha256 is null");
        String folder = LandingLayout.folder(date, path) + "/";
        boolean inFolder = path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
        if (!inFolder || path.length() == folder.length()) {
            throw new IllegalArgumentException("Cannot have file " + path + ": it is not in " + folder);
        } else if (firstOffset < 0 || lastOffset < firstOffset || records < 1 || bytes < 0) {
            throw new IllegalArgumentException("Cannot have file " + path + ": it has " + records
                    + " records from offset " + firstOffset + " to " + lastOffset + " in " + bytes + " bytes");
        }
    }

    /** Whether it holds records of that folder. */
    public boolean isIn(String folder) {
        return path.startsWith(folder + "/");
    }
}
