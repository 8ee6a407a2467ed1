package dev.streamflow.ingest.land;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The log when landing started: what it lands up to.
 *
 * @param seenAt before the ends were asked for
 * @param partitions those of the shard
 * @param ends last stable offsets, by partition
 */
record LogView(Instant seenAt, String topicId, List<Integer> partitions, Map<Integer, Long> ends) {}
