package dev.streamflow.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.ingest.land.plan.Requests;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Counts;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetContinuityTest {
    private static final int ROUNDS = 500;
    private static final int PARTITIONS = 3;

    @Test
    void everyHoleAndEveryOverlapIsFoundAndNothingElse() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            List<Plan> history = history(random);
            assertThat(faults(history)).as("round " + round).isEmpty();
            int at = PARTITIONS + random.nextInt(history.size() - PARTITIONS);
            OffsetRange range = history.get(at).partitions().get(0);
            long shift = random.nextBoolean() ? random.nextLong(1, 5) : -random.nextLong(1, 5);
            history.set(at, plan(at + 1, moved(range, range.start() + shift)));

            String found = shift > 0
                    ? "gap: offsets [" + range.start() + ", " + (range.start() + shift) + ") are in no run"
                    : "overlap: offsets [" + (range.start() + shift) + ", " + range.start() + ") are in two runs";

            assertThat(faults(history))
                    .as("round " + round)
                    .containsExactly("run " + (at + 1) + ", partition " + range.partition() + ": " + found);
        }
    }

    /** Each plan is of one partition, the first ones of all of them in turn. */
    private static List<Plan> history(Random random) {
        List<Plan> plans = new ArrayList<>();
        long[] ends = new long[PARTITIONS];
        int runs = PARTITIONS + 1 + random.nextInt(10);
        for (int run = 1; run <= runs; run++) {
            int partition = run <= PARTITIONS ? run - 1 : random.nextInt(PARTITIONS);
            OffsetGap lost = null;
            long start = run <= PARTITIONS ? 10 + random.nextInt(10) : ends[partition];
            if (run > PARTITIONS && random.nextInt(4) == 0) {
                lost = new OffsetGap(start, start + random.nextInt(1, 10), OffsetGap.RETENTION);
                start = lost.to();
            }
            ends[partition] = start + 5 + random.nextInt(10);
            plans.add(plan(run, new OffsetRange(partition, start, ends[partition], null, true, lost)));
        }
        return plans;
    }

    @Test
    void aPlanMadeBeforeThePlanThatWasOpenIsNamed() {
        OffsetContinuity continuity = new OffsetContinuity();
        continuity.open(plan(1, range(0, 0, 5)));
        continuity.open(plan(2, range(1, 0, 5)));
        continuity.open(plan(3, range(0, 5, 9)));

        assertThat(continuity.faults()).containsExactly("run 3, partition 0: was planned while run 1 was open");
        assertThat(continuity.landedTo()).isEmpty();
    }

    @Test
    void aLossThatDoesNotStartWhereThePartitionEndedIsNamed() {
        OffsetContinuity continuity = new OffsetContinuity();
        commit(continuity, plan(1, range(0, 0, 5)));
        OffsetGap gap = new OffsetGap(6, 8, OffsetGap.RETENTION);
        commit(continuity, plan(2, new OffsetRange(0, 8, 9, 1, true, gap)));

        assertThat(continuity.faults()).containsExactly("run 2, partition 0: skips offsets from 6, after 5");
        assertThat(continuity.accepted()).containsExactly(new OffsetContinuity.Accepted(2, 0, gap));
    }

    @Test
    void aCommitOfOtherOffsetsThanItsPlanIsNamed() {
        for (Plan other : List.of(plan(1, range(0, 0, 4)), plan(1, range(1, 0, 5)), plan(1))) {
            OffsetContinuity continuity = new OffsetContinuity();
            continuity.committed(plan(1, range(0, 0, 5)), commit(other));

            assertThat(continuity.faults()).containsExactly("run 1: the commit is about other offsets than the plan");
        }
    }

    private static List<String> faults(List<Plan> history) {
        OffsetContinuity continuity = new OffsetContinuity();
        history.forEach(plan -> commit(continuity, plan));
        return continuity.faults();
    }

    private static void commit(OffsetContinuity continuity, Plan plan) {
        continuity.committed(plan, commit(plan));
    }

    static Commit commit(Plan plan) {
        List<Counts> counts = new ArrayList<>();
        for (OffsetRange range : plan.partitions()) {
            long records = range.end() - range.start();
            counts.add(new Counts(
                    range.partition(), range.start(), range.end(), records, records, 0, 0, 0, Collections.emptyMap()));
        }
        return Commit.of(plan, counts, List.of());
    }

    private static OffsetRange moved(OffsetRange range, long start) {
        return new OffsetRange(range.partition(), start, range.end(), range.previous(), range.complete(), range.gap());
    }

    private static OffsetRange range(int partition, long start, long end) {
        return new OffsetRange(partition, start, end, null, true, null);
    }

    private static Plan plan(int run, OffsetRange... ranges) {
        return new Plan(
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
    }
}
