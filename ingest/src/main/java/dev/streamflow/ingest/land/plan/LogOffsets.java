package dev.streamflow.ingest.land.plan;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Where a topic's log starts and ends, now. */
public interface LogOffsets {
    /** The first offset of each partition that is still there. */
    Map<Integer, Long> starts(Collection<Integer> partitions);

    /** The last stable offset of each partition: what lies behind it is not committed yet. */
    Map<Integer, Long> ends(Collection<Integer> partitions);

    /**
     * The first offset of each partition whose record has that time stamp or a later one; none where there is no such
     * record.
     */
    Map<Integer, Long> offsetsAt(Instant time, Collection<Integer> partitions);
}
