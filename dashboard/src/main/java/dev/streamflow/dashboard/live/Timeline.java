package dev.streamflow.dashboard.live;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A figure of rolling windows, one for each quarter of an hour.
 *
 * @param exact whether the values are decimals, such as money
 * @param ends of the windows, ascending
 * @param open of each, whether events may still be added to it
 */
public record Timeline(LiveTable table, boolean exact, List<Instant> ends, List<Boolean> open, List<Line> lines) {
    /**
     * One line.
     *
     * @param name the dimension's value; null where it is absent, and of the one line of a question without a dimension
     * @param values null where there is no number
     */
    public record Line(String name, List<BigDecimal> values) {}

    /**
     * What is asked.
     *
     * @param minutes how long a window is: a multiple of 15
     * @param windows how many, up to the newest
     * @param by null for one line
     */
    public record Query(String query, String figure, int minutes, int windows, String by, int most) {}
}
