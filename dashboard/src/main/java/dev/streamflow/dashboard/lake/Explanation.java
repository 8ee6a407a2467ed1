package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;

/**
 * Where the figures of a date come from, from Kafka's offsets to the rows of gold.
 *
 * @param landing the runs that took its records, by topic and number
 * @param equations in the order in which records go
 * @param tables rows of each gold table as the ledger says
 */
public record Explanation(
        DateState date, List<LandingRun> landing, List<Equation> equations, SortedMap<String, Long> tables) {
    public Explanation {
        requireNonNull(date, "date is null");
        landing = List.copyOf(landing);
        equations = List.copyOf(equations);
    }
}
