package dev.streamflow.dashboard.lake;

import dev.streamflow.dashboard.lake.Equation.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts together what is known of a date. */
final class Explanations {
    private Explanations() {}

    static Explanation of(DateState state, List<LandingRun> landing) {
        List<Equation> equations = new ArrayList<>();
        landing.forEach(run -> {
            equations.add(offsets(run));
            equations.add(read(run));
        });
        state.entries().forEach(entry -> {
            equations.add(landed(entry, landing));
            equations.add(made(entry));
        });
        return new Explanation(state, landing, equations, tables(state));
    }

    /** A log may have gaps (transactions, compaction): offsets are at least as many as records. */
    private static Equation offsets(LandingRun run) {
        List<Term> partitions = run.partitions().stream()
                .map(partition -> new Term(
                        "partition " + partition.partition() + ", offsets " + partition.start() + " to "
                                + (partition.end() - 1),
                        partition.read()))
                .toList();
        return new Equation(name(run), new Term("read", run.read()), partitions);
    }

    private static Equation read(LandingRun run) {
        return new Equation(
                name(run),
                new Term("read", run.read()),
                List.of(
                        new Term("landed", run.landed()),
                        new Term("rejected", run.rejected()),
                        new Term("tombstones", run.tombstones())));
    }

    private static String name(LandingRun run) {
        return run.topic() + ", landing run " + run.run();
    }

    private static Equation landed(LedgerEntry entry, List<LandingRun> landing) {
        List<Term> runs = landing.stream()
                .filter(run -> run.topic().equals(entry.topic()))
                .map(run -> new Term("landing run " + run.run(), run.records()))
                .toList();
        return new Equation(entry.topic(), new Term("landed on this date", entry.landed()), runs);
    }

    private static Equation made(LedgerEntry entry) {
        return new Equation(
                entry.topic(),
                new Term("landed on this date", entry.landed()),
                List.of(
                        new Term("clean", entry.clean()),
                        new Term("duplicates", entry.duplicates()),
                        new Term(Equation.QUARANTINED, entry.quarantined())));
    }

    /** A run over some tables leaves the others as they were. */
    private static SortedMap<String, Long> tables(DateState state) {
        SortedMap<String, Long> tables = new TreeMap<>();
        state.runs().forEach(run -> tables.putAll(run.tables()));
        return Collections.unmodifiableSortedMap(tables);
    }
}
