package dev.streamflow.ingest.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.ingest.land.plan.LogView;
import dev.streamflow.ingest.land.plan.Planner;
import dev.streamflow.ingest.land.plan.Position;
import dev.streamflow.ingest.land.plan.Positions;
import dev.streamflow.ingest.land.plan.Requests;
import dev.streamflow.ingest.land.plan.Shard;
import dev.streamflow.ingest.land.plan.SimulatedLog;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a log, its plans tile it: no offset is in two runs, and none that was there is in no run. */
class PlannedHistoryTest {
    private static final int HISTORIES = 300;
    private static final int STEPS = 30;
    private static final int PARTITIONS = 4;
    private static final Shard[] SHARDS = {Shard.ALL, new Shard(1, 2), new Shard(2, 2)};

    private final Map<Integer, Plan> plans = new HashMap<>();
    private final Map<Integer, Commit> commits = new HashMap<>();
    private final SimulatedLog log = new SimulatedLog(PARTITIONS);
    private OffsetContinuity continuity = new OffsetContinuity();

    /** @param lossy whether the log also loses offsets and is made anew */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePlansTileTheLog(boolean lossy) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            PlannedHistoryTest history = new PlannedHistoryTest();
            try {
                history.live(new Random(seed), lossy);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + history.plans.values(), e);
            }
        }
    }

    private void live(Random random, boolean lossy) {
        for (int step = 0; step < STEPS; step++) {
            append(random);
            if (lossy && random.nextInt(4) == 0) {
                lose(random);
            }
            Shard shard = SHARDS[random.nextInt(SHARDS.length)];
            long limit = random.nextInt(3) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(30);
            plan(shard, limit, lossy).ifPresent(plan -> decide(plan, random.nextInt(5) == 0));
        }
        System.arraycopy(log.highWatermarks, 0, log.ends, 0, PARTITIONS);
        plan(Shard.ALL, Long.MAX_VALUE, lossy).ifPresent(plan -> decide(plan, false));

        assertThat(continuity.faults()).isEmpty();
        assertThat(plan(Shard.ALL, Long.MAX_VALUE, lossy))
                .as("a plan of nothing")
                .isEmpty();
        continuity.landedTo().forEach((partition, end) -> assertThat(end).isEqualTo(log.ends[partition]));
        if (!lossy) {
            assertThat(continuity.accepted()).isEmpty();
            assertThat(landed()).containsExactly(log.ends);
        }
    }

    private void append(Random random) {
        int partition = random.nextInt(PARTITIONS);
        log.append(partition, random.nextInt(20));
        if (random.nextInt(3) == 0) {
            // A transaction is open.
            log.highWatermarks[partition] += random.nextInt(5);
        }
    }

    private void lose(Random random) {
        int partition = random.nextInt(PARTITIONS);
        long kept = log.ends[partition] - log.starts[partition];
        Consumer<Long> retain = offsets -> log.starts[partition] += offsets;
        Consumer<Long> truncate = offsets -> {
            log.ends[partition] -= offsets;
            log.highWatermarks[partition] = log.ends[partition];
        };
        if (random.nextInt(6) == 0) {
            log.topicId += "+";
            for (int each = 0; each < PARTITIONS; each++) {
                log.starts[each] = 0;
                log.ends[each] = 0;
                log.append(each, random.nextInt(10));
            }
        } else {
            (random.nextBoolean() ? retain : truncate).accept(random.nextLong(kept + 1));
        }
    }

    private Optional<Plan> plan(Shard shard, long limit, boolean acceptLoss) {
        Runs runs = new Runs(new TreeSet<>(plans.keySet()), new TreeSet<>(commits.keySet()));
        LogView view = log.view(Instant.EPOCH, shard.of(PARTITIONS));
        Map<Integer, Position> landed = new Positions(plans::get, commits::get).of(runs, view.partitions());
        Optional<Plan> next = new Planner(log, Requests.of(acceptLoss), view).next(runs, landed, limit);
        next.ifPresent(plan -> {
            assertThat(plan.offsets()).isLessThanOrEqualTo(limit);
            assertThat(plan.partitions()).extracting(OffsetRange::partition).isEqualTo(view.partitions());
            assertThat(plan.partitions())
                    .filteredOn(OffsetRange::hasOffsets)
                    .allMatch(range -> range.start() >= log.starts[range.partition()]
                            && range.end() <= log.ends[range.partition()]);
        });
        return next;
    }

    private void decide(Plan plan, boolean abandon) {
        Commit commit = abandon ? Commit.abandon(plan) : OffsetContinuityTest.commit(plan);
        plans.put(plan.run(), plan);
        commits.put(plan.run(), commit);
        if (!abandon) {
            continuity.committed(plan, commit);
        }
    }

    /** By partition, how many offsets are in runs that committed. */
    private long[] landed() {
        long[] offsets = new long[PARTITIONS];
        commits.values()
                .forEach(commit -> commit.partitions()
                        .forEach(counts -> offsets[counts.partition()] += counts.end() - counts.start()));
        return offsets;
    }
}
