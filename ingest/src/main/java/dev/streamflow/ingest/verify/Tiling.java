package dev.streamflow.ingest.verify;

import dev.streamflow.ingest.ledger.Commit;
import dev.streamflow.ingest.ledger.Jump;
import dev.streamflow.ingest.ledger.Plan;
import dev.streamflow.ingest.ledger.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Follows each partition from plan to plan: every one must start where the one before it ended, or say why not. */
final class Tiling {
    private final Map<Integer, Long> plannedTo = new TreeMap<>();
    private final Map<Integer, Long> landedTo = new TreeMap<>();
    private final Map<Integer, Integer> openRuns = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Accepted> accepted = new ArrayList<>();

    /** A loss that is on record. */
    record Accepted(int run, int partition, Jump jump) {}

    /** Takes the next plan that was carried out. */
    void committed(Plan plan, Commit commit) {
        for (Span span : plan.partitions()) {
            follow(plan, span);
            landedTo.put(span.partition(), span.end());
        }
        boolean same = commit.partitions().stream()
                .allMatch(counts -> plan.span(counts.partition())
                        .filter(span -> span.start() == counts.start() && span.end() == counts.end())
                        .isPresent());
        if (!same || commit.partitions().size() != plan.partitions().size()) {
            faults.add("run " + plan.run() + ": the commit is about other offsets than the plan");
        }
    }

    /** Takes the next plan that has no commit. */
    void open(Plan plan) {
        for (Span span : plan.partitions()) {
            follow(plan, span);
            openRuns.put(span.partition(), plan.run());
        }
    }

    private void follow(Plan plan, Span span) {
        String where = "run " + plan.run() + ", partition " + span.partition() + ": ";
        Integer open = openRuns.get(span.partition());
        if (open != null) {
            faults.add(where + "was planned while run " + open + " was open");
        }
        Jump jump = span.jump();
        Long expected = plannedTo.get(span.partition());
        if (jump != null) {
            accepted.add(new Accepted(plan.run(), span.partition(), jump));
            if (expected != null && jump.from() != expected) {
                faults.add(where + "skips offsets from " + jump.from() + ", after " + expected);
            }
            expected = jump.to();
        }
        if (expected != null && span.start() > expected) {
            faults.add(where + "gap: offsets [" + expected + ", " + span.start() + ") are in no run");
        } else if (expected != null && span.start() < expected) {
            faults.add(where + "overlap: offsets [" + span.start() + ", " + expected + ") are in two runs");
        }
        plannedTo.put(span.partition(), span.end());
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
