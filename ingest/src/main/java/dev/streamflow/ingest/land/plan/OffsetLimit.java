package dev.streamflow.ingest.land.plan;

import dev.streamflow.landing.ledger.OffsetRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts ranges to a number of offsets in all, every partition by the same share, so that none falls behind the others.
 */
public final class OffsetLimit {
    private OffsetLimit() {}

    static List<OffsetRange> to(long limit, List<OffsetRange> ranges) {
        long total =
                ranges.stream().mapToLong(range -> range.end() - range.start()).sum();
        if (total <= limit) {
            return ranges;
        }
        List<OffsetRange> cut = new ArrayList<>();
        long left = limit;
        long behind = total;
        for (OffsetRange range : ranges) {
            long length = range.end() - range.start();
            long share = behind == 0 ? 0 : Math.round((double) left * length / behind);
            share = Math.min(length, Math.min(left, share));
            cut.add(share == length ? range : shortened(range, range.start() + share));
            left -= share;
            behind -= length;
        }
        return cut;
    }

    private static OffsetRange shortened(OffsetRange range, long end) {
        return new OffsetRange(range.partition(), range.start(), end, range.previous(), false, range.gap());
    }
}
