package dev.streamflow.ingest.land;

import dev.streamflow.ingest.ledger.Commit;
import dev.streamflow.ingest.ledger.Ledger;
import dev.streamflow.ingest.ledger.Plan;
import dev.streamflow.ingest.ledger.Runs;
import dev.streamflow.ingest.ledger.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Finds in the ledger how far partitions are landed, from the newest plan backwards and no further than needed. */
final class Positions {
    private final Ledger ledger;

    Positions(Ledger ledger) {
        this.ledger = ledger;
    }

    /** By partition; none for a partition that was never planned. Runs that are not decided do not count. */
    Map<Integer, Position> of(Runs runs, Collection<Integer> partitions) {
        Map<Integer, Position> positions = new HashMap<>();
        Iterator<Integer> newestFirst = runs.planned().descendingIterator();
        while (newestFirst.hasNext() && positions.size() < partitions.size()) {
            int run = newestFirst.next();
            if (!runs.decided().contains(run)) {
                continue;
            }
            Plan plan = ledger.plan(run);
            boolean wanted = partitions.stream()
                    .anyMatch(partition -> !positions.containsKey(partition)
                            && plan.span(partition).isPresent());
            if (wanted) {
                boolean abandoned = ledger.commit(plan.run()).state() == Commit.State.abandoned;
                for (int partition : partitions) {
                    plan.span(partition)
                            .ifPresent(span -> positions.putIfAbsent(partition, position(plan, span, abandoned)));
                }
            }
        }
        return positions;
    }

    private static Position position(Plan plan, Span span, boolean abandoned) {
        if (abandoned) {
            return new Position(span.previous(), plan.topicId(), span.start(), false, plan.createdAt(), span.jump());
        }
        return new Position(plan.run(), plan.topicId(), span.end(), span.complete(), plan.createdAt(), null);
    }
}
