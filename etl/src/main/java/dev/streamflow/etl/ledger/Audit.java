package dev.streamflow.etl.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * A check before publishing: two figures, counted in different places, that must be equal.
 *
 * @param check what is compared
 * @param of the topic or table that {@code found} was counted in
 * @param rows the keys of some rows to look at, if the figures differ
 */
public record Audit(String check, String of, String expected, String found, List<String> rows) {
    public Audit {
        requireNonNull(check, "check is null");
        requireNonNull(of, "of is null");
        requireNonNull(expected, "expected is null");
        requireNonNull(found, "found is null");
        rows = List.copyOf(rows);
    }

    /** A check without rows to look at. */
    public Audit(String check, String of, String expected, String found) {
        this(check, of, expected, found, List.of());
    }

    /** A check of counts. */
    public Audit(String check, String of, long expected, long found) {
        this(check, of, Long.toString(expected), Long.toString(found));
    }

    @JsonIgnore
    public boolean passed() {
        return expected.equals(found);
    }
}
