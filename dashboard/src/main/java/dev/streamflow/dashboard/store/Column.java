package dev.streamflow.dashboard.store;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.model.Additivity;
import java.util.Optional;

/**
 * A column of a gold table, as it is loaded.
 *
 * @param scale digits behind the point of a DECIMAL; 0 for other types
 * @param ratio of what it is the quotient; empty unless its additivity is RATIO
 */
public record Column(String name, Type type, int scale, Role role, Additivity additivity, Optional<Ratio> ratio) {
    /** What its values are. */
    public enum Type {
        TEXT,
        BOOLEAN,
        INTEGER,
        /** Exact, such as money. */
        DECIMAL,
        DOUBLE,
        DATE,
        TIMESTAMP,
        /** Lists and the like, shown as text. */
        OTHER;

        public boolean isNumber() {
            return this == INTEGER || this == DECIMAL || this == DOUBLE;
        }
    }

    /** What it is for. */
    public enum Role {
        /** Part of the table's grain. */
        DIMENSION,
        /** A number to look at. */
        FIGURE,
        /** Follows from the dimensions: a product's name. */
        ATTRIBUTE
    }

    /**
     * Σ numerator ÷ Σ denominator.
     *
     * @param denominator a column, or null for the number of rows that have a numerator
     */
    public record Ratio(String numerator, String denominator) {}

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(role, "role is null");
        requireNonNull(additivity, "additivity is null");
        requireNonNull(ratio, "ratio is null");
        ratio = additivity == Additivity.RATIO ? ratio : Optional.empty();
    }

    Column addingUp(Additivity other, Optional<Ratio> quotient) {
        return new Column(name, type, scale, role, other, quotient);
    }
}
