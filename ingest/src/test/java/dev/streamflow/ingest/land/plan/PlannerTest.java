package dev.streamflow.ingest.land.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.OffsetRange;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T02:00:00Z");
    private static final Optional<Instant> MIDNIGHT = Optional.of(Instant.parse("2026-01-02T00:00:00Z"));
    private static final Runs ONE_RUN = Runs.of(List.of("plan-000001.json", "commit-000001.json"));

    @Test
    void theFirstPlanIsAllThatTheLogHas() {
        Plan plan = next(SimulatedLog.of(3, 10), Requests.of(false), Map.of()).orElseThrow();

        assertThat(plan.run()).isEqualTo(2);
        assertThat(plan.partitions()).containsExactly(new OffsetRange(0, 3, 10, null, true, null));
    }

    @Test
    void theFirstPlanMayStartAtATime() {
        assertThat(range(SimulatedLog.of(3, 10), from(7))).isEqualTo(new OffsetRange(0, 7, 10, null, true, null));
        assertThat(range(SimulatedLog.of(3, 10), from(1))).isEqualTo(new OffsetRange(0, 3, 10, null, true, null));
        assertThat(next(SimulatedLog.of(3, 10), from(10), Map.of()))
                .as("no record of that time yet")
                .isEmpty();
    }

    @Test
    void aFurtherPlanStartsWhereTheOneBeforeEnded() {
        Optional<Plan> plan = next(SimulatedLog.of(3, 10), from(9), Map.of(0, landedTo(5, NOW)));

        assertThat(plan.orElseThrow().partitions()).containsExactly(new OffsetRange(0, 5, 10, 1, true, null));
        assertThat(next(SimulatedLog.of(3, 10), Requests.of(false), Map.of(0, landedTo(10, NOW))))
                .as("nothing new")
                .isEmpty();
    }

    @Test
    void aPlanUpToAnOpenTransactionIsNotComplete() {
        SimulatedLog log = SimulatedLog.of(0, 10);
        log.highWatermarks[0] = 12;

        assertThat(range(log, Requests.of(false))).isEqualTo(new OffsetRange(0, 0, 10, null, false, null));
    }

    @Test
    void aWindowIsPutOnRecordOnceThoughNothingIsNew() {
        SimulatedLog log = SimulatedLog.of(0, 10);
        LandingRequest through = Requests.of(Optional.empty(), MIDNIGHT, false);
        Instant early = Instant.parse("2026-01-02T00:59:59Z");

        assertThat(next(log, through, Map.of(0, landedTo(10, early)))).isPresent();
        assertThat(next(log, through, Map.of(0, landedTo(10, NOW)))).isEmpty();
        log.highWatermarks[0] = 12;
        assertThat(next(log, through, Map.of(0, landedTo(10, early))))
                .as("held up")
                .isEmpty();
    }

    @Test
    void offsetsThatAreGoneAreNamedUnlessTheirLossIsAccepted() {
        assertLost(SimulatedLog.of(7, 10), "the offsets [5, 7) of partition 0 are gone, the log starts at 7", 7, 10);
        assertLost(SimulatedLog.of(0, 4), "partition 0 ends at 4, before offset 5", 4, 4);
        SimulatedLog recreated = SimulatedLog.of(0, 9);
        recreated.topicId = "second";
        assertLost(recreated, "the topic was re-created after offset 5 of partition 0", 0, 9);
    }

    private static void assertLost(SimulatedLog log, String message, long start, long end) {
        Map<Integer, Position> landed = Map.of(0, landedTo(5, NOW));

        assertThatThrownBy(() -> next(log, Requests.of(false), landed))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageStartingWith("Cannot land t: " + message);
        OffsetRange range =
                next(log, Requests.of(true), landed).orElseThrow().partitions().get(0);
        assertThat(List.of(
                        range.start(),
                        range.end(),
                        range.gap().from(),
                        range.gap().to()))
                .containsExactly(start, end, 5L, start);
    }

    @Test
    void whatAnotherRunHasLandedSinceTheLookIsNoTruncation() {
        SimulatedLog log = SimulatedLog.of(0, 4);
        LogView before = log.view(NOW);
        log.append(0, 6);

        Optional<Plan> plan =
                new Planner(log, Requests.of(false), before).next(ONE_RUN, Map.of(0, landedTo(8, NOW)), Long.MAX_VALUE);

        assertThat(plan).isEmpty();
    }

    @Test
    void aLossThatAnAbandonedRunHadAcceptedIsToldAgain() {
        OffsetGap told = new OffsetGap(2, 5, OffsetGap.RETENTION);
        Position abandoned = new Position(1, "first", 5, false, NOW, told);

        assertThat(gap(SimulatedLog.of(5, 10), abandoned)).isEqualTo(told);
        assertThat(gap(SimulatedLog.of(8, 10), abandoned)).isEqualTo(new OffsetGap(2, 8, OffsetGap.RETENTION));
    }

    private static OffsetGap gap(SimulatedLog log, Position position) {
        return next(log, Requests.of(true), Map.of(0, position))
                .orElseThrow()
                .partitions()
                .get(0)
                .gap();
    }

    private static LandingRequest from(long second) {
        return Requests.of(Optional.of(Instant.ofEpochSecond(second)), Optional.empty(), false);
    }

    private static Position landedTo(long offset, Instant seenAt) {
        return new Position(1, "first", offset, true, seenAt, null);
    }

    private static OffsetRange range(SimulatedLog log, LandingRequest request) {
        return next(log, request, Map.of()).orElseThrow().partitions().get(0);
    }

    private static Optional<Plan> next(SimulatedLog log, LandingRequest request, Map<Integer, Position> landed) {
        return new Planner(log, request, log.view(NOW)).next(ONE_RUN, landed, Long.MAX_VALUE);
    }
}
