package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

/**
 * A staged file or folder, and its place in the lake.
 *
 * @param staged relative to the lake, as {@code target} is, so that a lake can be moved
 */
record Move(String staged, String target) {
    Move {
        requireNonNull(staged, "staged is null");
        requireNonNull(target, "target is null");
    }
}
