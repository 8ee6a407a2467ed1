package dev.streamflow.events.model;

import java.util.List;

/**
 * The generic daily table {@code daily_<topic>}: one row per event date and combination of dimensions.
 *
 * @param dimensions columns of silver, nested ones joined with {@code _}: {@code geo_country}
 * @param measures numeric columns of silver; sum, average, minimum and maximum of each are kept
 */
public record Aggregate(List<String> dimensions, List<String> measures) {
    public Aggregate {
        dimensions = List.copyOf(dimensions);
        measures = List.copyOf(measures);
    }
}
