package dev.streamflow.dashboard.live;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * The windows that a query publishes.
 *
 * @param dimensions what events are counted by
 * @param figures {@code events} and {@code sum_<measure>}; each adds up over panes and dimensions
 * @param exact those of the figures that are decimals
 * @param watermark before which nothing changes any more; null before there is one
 * @param newestEvent null before the first
 */
public record LiveTable(
        String query,
        List<String> dimensions,
        List<String> figures,
        List<String> exact,
        long batch,
        Instant watermark,
        Instant newestEvent) {
    public LiveTable {
        requireNonNull(query, "query is null");
        dimensions = List.copyOf(dimensions);
        figures = List.copyOf(figures);
        exact = List.copyOf(exact);
    }
}
