package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A staged file or folder, and its place in the lake.
 *
 * @param staged relative to the lake, as {@code target} is, so that a lake can be moved; null where nothing takes the
 *     place of what is there
 */
record Move(String staged, String target) {
    Move {
        requireNonNull(target, "target is null");
    }

    /** What is in this place goes. */
    static Move removal(String target) {
        return new Move(null, target);
    }

    @JsonIgnore
    boolean isRemoval() {
        return staged == null;
    }
}
