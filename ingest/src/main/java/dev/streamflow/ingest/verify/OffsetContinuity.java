package dev.streamflow.ingest.verify;

import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Follows each partition from plan to plan: every one must start where the one before it ended, or say why not. */
final class OffsetContinuity {
    private final Map<Integer, Long> plannedTo = new TreeMap<>();
    private final Map<Integer, Long> landedTo = new TreeMap<>();
    private final Map<Integer, Integer> openRuns = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Accepted> accepted = new ArrayList<>();

    /** A loss that is on record. */
    record Accepted(int run, int partition, OffsetGap gap) {}

    /** Takes the next plan that was carried out. */
    void committed(Plan plan, Commit commit) {
        for (OffsetRange range : plan.partitions()) {
            follow(plan, range);
            landedTo.put(range.partition(), range.end());
        }
        boolean same = commit.partitions().stream()
                .allMatch(counts -> plan.range(counts.partition())
                        .filter(range -> range.start() == counts.start() && range.end() == counts.end())
                        .isPresent());
        if (!same || commit.partitions().size() != plan.partitions().size()) {
            faults.add("run " + plan.run() + ": the commit is about other offsets than the plan");
        }
    }

    /** Takes the next plan that has no commit. */
    void open(Plan plan) {
        for (OffsetRange range : plan.partitions()) {
            follow(plan, range);
            openRuns.put(range.partition(), plan.run());
        }
    }

    private void follow(Plan plan, OffsetRange range) {
        String where = "run " + plan.run() + ", partition " + range.partition() + ": ";
        Integer open = openRuns.get(range.partition());
        if (open != null) {
            faults.add(where + "was planned while run " + open + " was open");
        }
        OffsetGap gap = range.gap();
        Long expected = plannedTo.get(range.partition());
        if (gap != null) {
            accepted.add(new Accepted(plan.run(), range.partition(), gap));
            if (expected != null && gap.from() != expected) {
                faults.add(where + "skips offsets from " + gap.from() + ", after " + expected);
            }
            expected = gap.to();
        }
        if (expected != null && range.start() > expected) {
            faults.add(where + "gap: offsets [" + expected + ", " + range.start() + ") are in no run");
        } else if (expected != null && range.start() < expected) {
            faults.add(where + "overlap: offsets [" + range.start() + ", " + expected + ") are in two runs");
        }
        plannedTo.put(range.partition(), range.end());
    }

    List<String> faults() {
        return faults;
    }

    List<Accepted> accepted() {
        return accepted;
    }

    /** By partition, the first offset that is not landed. */
    Map<Integer, Long> landedTo() {
        return landedTo;
    }
}
