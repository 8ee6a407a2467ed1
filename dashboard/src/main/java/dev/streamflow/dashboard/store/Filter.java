package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

/**
 * Only rows with that value.
 *
 * @param value as text; null for rows that have none
 */
public record Filter(String column, String value) {
    public Filter {
        requireNonNull(column, "column is null");
    }
}
