package dev.streamflow.ingest.land.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final OffsetGap LOST = new OffsetGap(4, 5, OffsetGap.RETENTION);

    private final Map<Integer, Plan> plans = new HashMap<>();
    private final Map<Integer, Commit> commits = new HashMap<>();

    @Test
    void theNewestDecidedPlanOfAPartitionCounts() {
        committed(1, new OffsetRange(0, 0, 5, null, true, null), new OffsetRange(1, 0, 2, null, true, null));
        committed(2, new OffsetRange(0, 5, 9, 1, false, null));
        plan(3, new OffsetRange(1, 2, 8, 1, true, null));

        assertThat(of(0, 1, 2))
                .containsOnly(
                        Map.entry(0, new Position(2, "id", 9, false, Instant.EPOCH, null)),
                        Map.entry(1, new Position(1, "id", 2, true, Instant.EPOCH, null)));
    }

    @Test
    void anAbandonedPlanCountsWithItsStart() {
        committed(1, new OffsetRange(0, 0, 4, null, true, null));
        commits.put(2, Commit.abandon(plan(2, new OffsetRange(0, 5, 9, 1, true, LOST))));

        assertThat(of(0)).containsOnly(Map.entry(0, new Position(1, "id", 5, false, Instant.EPOCH, LOST)));
    }

    @Test
    void noPlanIsReadThatCannotTellMore() {
        committed(1, new OffsetRange(0, 0, 5, null, true, null));
        committed(2, new OffsetRange(0, 5, 9, 1, true, null));
        Runs runs = runs();
        plans.remove(1);

        assertThat(new Positions(plans::get, commits::get).of(runs, List.of(0))).containsOnlyKeys(0);
    }

    private Map<Integer, Position> of(Integer... partitions) {
        return new Positions(plans::get, commits::get).of(runs(), List.of(partitions));
    }

    private Runs runs() {
        return new Runs(new TreeSet<>(plans.keySet()), new TreeSet<>(commits.keySet()));
    }

    private void committed(int run, OffsetRange... ranges) {
        commits.put(run, Commit.of(plan(run, ranges), List.of(), List.of()));
    }

    private Plan plan(int run, OffsetRange... ranges) {
        Plan plan = new Plan(
                Plan.VERSION,
                run,
                "t",
                "id",
                Instant.EPOCH,
                Compression.NONE,
                EventTimeSpec.of(Requests.TIME),
                Set.of(),
                Map.of(),
                List.of(ranges));
        plans.put(run, plan);
        return plan;
    }
}
