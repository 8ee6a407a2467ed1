package dev.streamflow.landing.ledger;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Run numbers, ascending. */
public record Runs(NavigableSet<Integer> planned, NavigableSet<Integer> decided) {
    /** What a listing of the ledger's folder shows, with whatever gaps it has. Other names are not the ledger's. */
    public static Runs of(Collection<String> names) {
        NavigableSet<Integer> planned = new TreeSet<>();
        NavigableSet<Integer> decided = new TreeSet<>();
        for (String name : names) {
            LandingLayout.plan(name).ifPresent(planned::add);
            LandingLayout.commit(name).ifPresent(decided::add);
        }
        return new Runs(planned, decided);
    }

    /** Plans without a commit. */
    public List<Integer> open() {
        return planned.stream().filter(run -> !decided.contains(run)).toList();
    }

    /** The number of the next plan. */
    public int next() {
        return planned.isEmpty() ? 1 : planned.last() + 1;
    }

    /** The newest run; 0 for none. */
    public int newest() {
        return Math.max(planned.isEmpty() ? 0 : planned.last(), decided.isEmpty() ? 0 : decided.last());
    }

    /** The first run without a plan although a later plan or a commit is there: numbers have no gaps. */
    public OptionalInt firstMissing() {
        int expected = 1;
        for (int run : planned) {
            if (run != expected) {
                return OptionalInt.of(expected);
            }
            expected++;
        }
        return expected <= newest() ? OptionalInt.of(expected) : OptionalInt.empty();
    }
}
