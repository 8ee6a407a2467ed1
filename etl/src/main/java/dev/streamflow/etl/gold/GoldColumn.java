package dev.streamflow.etl.gold;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.streamflow.events.model.Additivity;

/**
 * A column of a gold table, and how its values add up.
 *
 * @param numerator of a RATIO: the column of the same table whose sum is divided; null for any other
 * @param denominator likewise: the column by whose sum it is divided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GoldColumn(String name, Additivity additivity, String numerator, String denominator) {
    public GoldColumn {
        requireNonNull(name, "name is null");
        boolean isRatio = requireNonNull(additivity, "additivity is null") == Additivity.RATIO;
        if (isRatio != (numerator != null) || isRatio != (denominator != null)) {
            throw new IllegalArgumentException(name + " must name two columns if it is their ratio, and else none");
        }
    }

    static GoldColumn of(String name, Additivity additivity) {
        return new GoldColumn(name, additivity, null, null);
    }

    static GoldColumn ratio(String name, String numerator, String denominator) {
        return new GoldColumn(name, Additivity.RATIO, numerator, denominator);
    }
}
