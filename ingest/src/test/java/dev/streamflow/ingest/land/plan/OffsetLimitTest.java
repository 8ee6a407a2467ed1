package dev.streamflow.ingest.land.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.landing.ledger.OffsetRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetLimitTest {
    private static final int ROUNDS = 2_000;

    @Test
    void everyPartitionIsCutByTheSameShare() {
        List<OffsetRange> cut = OffsetLimit.to(30, List.of(range(0, 10, 30), range(1, 0, 40), range(2, 7, 7)));

        assertThat(cut)
                .containsExactly(
                        new OffsetRange(0, 10, 20, 4, false, null),
                        new OffsetRange(1, 0, 20, 4, false, null),
                        range(2, 7, 7));
    }

    @Test
    void asManyOffsetsAsAllowedAreLeftWhateverTheRangesAre() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            List<OffsetRange> ranges = ranges(random);
            long total = offsets(ranges);
            // Also far more than a double tells apart.
            long limit = random.nextInt(4) == 0 ? total + random.nextInt(3) - 1 : 1 + random.nextInt(1000);
            limit = Math.max(1, limit);

            List<OffsetRange> cut = OffsetLimit.to(limit, ranges);

            assertThat(offsets(cut)).as("round " + round).isEqualTo(Math.min(limit, total));
            for (int i = 0; i < ranges.size(); i++) {
                OffsetRange before = ranges.get(i);
                OffsetRange after = cut.get(i);
                assertThat(after.start()).isEqualTo(before.start());
                assertThat(after.end()).isBetween(before.start(), before.end());
                assertThat(after.complete()).isEqualTo(before.complete() && after.end() == before.end());
                assertThat(after.previous()).isEqualTo(before.previous());
            }
        }
    }

    private static List<OffsetRange> ranges(Random random) {
        List<OffsetRange> ranges = new ArrayList<>();
        int partitions = 1 + random.nextInt(8);
        for (int partition = 0; partition < partitions; partition++) {
            long start = random.nextInt(100);
            long length = random.nextInt(3) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 50));
            ranges.add(range(partition, start, start + length));
        }
        return ranges;
    }

    private static OffsetRange range(int partition, long start, long end) {
        return new OffsetRange(partition, start, end, 4, true, null);
    }

    private static long offsets(List<OffsetRange> ranges) {
        return ranges.stream().mapToLong(range -> range.end() - range.start()).sum();
    }
}
