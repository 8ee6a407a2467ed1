package dev.streamflow.ingest.land.plan;

import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntFunction;

/** Finds in the ledger how far partitions are landed, from the newest plan backwards and no further than needed. */
public final class Positions {
    private final IntFunction<Plan> plans;
    private final IntFunction<Commit> commits;

    /**
     * @param plans the plan of a run
     * @param commits the commit of a run that is decided
     */
    public Positions(IntFunction<Plan> plans, IntFunction<Commit> commits) {
        this.plans = plans;
        this.commits = commits;
    }

    /** By partition; none for a partition that was never planned. Runs that are not decided do not count. */
    public Map<Integer, Position> of(Runs runs, Collection<Integer> partitions) {
        Map<Integer, Position> positions = new HashMap<>();
        Iterator<Integer> newestFirst = runs.planned().descendingIterator();
        while (newestFirst.hasNext() && positions.size() < partitions.size()) {
            int run = newestFirst.next();
            if (!runs.decided().contains(run)) {
                continue;
            }
            Plan plan = plans.apply(run);
            boolean wanted = partitions.stream()
                    .anyMatch(partition -> !positions.containsKey(partition)
                            && plan.range(partition).isPresent());
            if (wanted) {
                boolean abandoned = commits.apply(run).state() == Commit.State.abandoned;
                for (int partition : partitions) {
                    plan.range(partition)
                            .ifPresent(range -> positions.putIfAbsent(partition, position(plan, range, abandoned)));
                }
            }
        }
        return positions;
    }

    private static Position position(Plan plan, OffsetRange range, boolean abandoned) {
        if (abandoned) {
            return new Position(range.previous(), plan.topicId(), range.start(), false, plan.createdAt(), range.gap());
        }
        return new Position(plan.run(), plan.topicId(), range.end(), range.complete(), plan.createdAt(), null);
    }
}
