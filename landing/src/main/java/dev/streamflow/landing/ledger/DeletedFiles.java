package dev.streamflow.landing.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * All files of an event date, or without one, that the commits of some runs list.
 *
 * @param date null for rejected records and tombstones
 * @param runs ascending
 * @param files how many, as the commits have them, and likewise their {@code records} and {@code bytes}
 * @param missing those of them that were not there any more
 */
public record DeletedFiles(
        LocalDate date,
        List<Integer> runs,
        @JsonProperty(required = true) long files,
        @JsonProperty(required = true) long records,
        @JsonProperty(required = true) long bytes,
        @JsonProperty(required = true) long missing) {
    public DeletedFiles {
        runs = List.copyOf(runs);
        if (runs.isEmpty() || files < runs.size() || records < files || bytes < 0 || missing < 0 || missing > files) {
            throw new IllegalArgumentException("Cannot delete " + files + " files with " + records + " records and "
                    + bytes + " bytes of " + runs.size() + " runs, " + missing + " of them missing");
        }
    }
}
