package dev.streamflow.etl.job;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;

/**
 * A batch that is staged and has passed its checks, so that it may be published.
 *
 * @param dates ascending
 * @param renewed later dates that are staged again, ascending
 */
record BatchResult(DateBatch batch, List<DateResult> dates, List<LocalDate> renewed) {
    BatchResult {
        requireNonNull(batch, "batch is null");
        dates = List.copyOf(dates);
        renewed = List.copyOf(renewed);
    }
}
