package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

/**
 * Something that a run has staged, and where it belongs.
 *
 * @param staged relative to the lake, as {@code target} is, so that a lake can be moved
 */
record Move(String staged, String target) {
    Move {
        requireNonNull(staged, "staged is null");
        requireNonNull(target, "target is null");
    }
}
