package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

/**
 * A check of what a run is about to publish: two figures that were counted at different places and have to be the same.
 *
 * @param check what is compared
 * @param of the topic or table that {@code found} was counted in
 */
public record Audit(String check, String of, String expected, String found) {
    public Audit {
        requireNonNull(check, "check is null");
        requireNonNull(of, "of is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(found, "found is null");
    }

    public boolean passed() {
        return expected.equals(found);
    }
}
