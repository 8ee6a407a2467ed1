package dev.streamflow.ingest.land.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.landing.ledger.OffsetGap;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingOffsetsTest {
    private final SimulatedLog log = new SimulatedLog(2);
    private final Plan plan;

    MissingOffsetsTest() {
        log.starts[1] = 4;
        log.append(1, 10);
        plan = new Planner(log, Requests.of(false), log.view(Instant.EPOCH))
                .next(Runs.of(List.of()), Map.of(), Long.MAX_VALUE)
                .orElseThrow();
    }

    @Test
    void nothingIsMissingWhileTheLogHasThePlansOffsets() {
        log.append(0, 3);
        log.append(1, 3);
        log.starts[0] = 2;

        assertThat(MissingOffsets.of(plan, "first", log)).isEmpty();
    }

    @Test
    void whatTheLogHasNoMoreIsMissing() {
        log.starts[1] = 5;
        assertThat(MissingOffsets.of(plan, "first", log))
                .contains(new MissingOffsets(1, new OffsetGap(4, 5, OffsetGap.RETENTION)));

        log.starts[1] = 4;
        log.ends[1] = 9;
        assertThat(MissingOffsets.of(plan, "first", log))
                .contains(new MissingOffsets(1, new OffsetGap(10, 9, OffsetGap.TRUNCATED)));
    }

    @Test
    void anotherTopicOfTheNameHasNoneOfThem() {
        assertThat(MissingOffsets.of(plan, "second", log))
                .contains(new MissingOffsets(1, new OffsetGap(4, 0, OffsetGap.RECREATED)));
    }
}
