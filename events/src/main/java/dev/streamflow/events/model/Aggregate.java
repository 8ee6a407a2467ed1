package dev.streamflow.events.model;

import java.util.List;

/**
 * The generic daily table {@code daily_<topic>}: one row per event date and combination of dimensions.
 *
 * @param dimensions columns of silver, nested ones joined with {@code _}: {@code geo_country}
 * @param measures numeric columns of silver, of each of which the table has every {@link Figure}
 */
public record Aggregate(List<String> dimensions, List<String> measures) {
    public Aggregate {
        dimensions = List.copyOf(dimensions);
        measures = List.copyOf(measures);
    }
}
