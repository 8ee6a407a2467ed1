package dev.streamflow.ingest.ledger;

import java.util.List;
import java.util.NavigableSet;

/** Run numbers, ascending. */
public record Runs(NavigableSet<Integer> planned, NavigableSet<Integer> decided) {
    /** Plans without a commit. */
    public List<Integer> open() {
        return planned.stream().filter(run -> !decided.contains(run)).toList();
    }

    /** The number of the next plan. */
    public int next() {
        return planned.isEmpty() ? 1 : planned.last() + 1;
    }
}
