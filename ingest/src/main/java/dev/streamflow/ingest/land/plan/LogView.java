package dev.streamflow.ingest.land.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The log when landing started: what it lands up to.
 *
 * @param seenAt before the ends were asked for
 * @param partitions those of the shard
 * @param ends last stable offsets, by partition
 * @param highWatermarks the ends of what was acknowledged at {@code seenAt} or a little later, by partition
 */
public record LogView(
        Instant seenAt,
        String topicId,
        List<Integer> partitions,
        Map<Integer, Long> ends,
        Map<Integer, Long> highWatermarks) {
    /**
     * A partition of which acknowledged records cannot be read yet: they lie in a transaction that is still open, or
     * behind it.
     *
     * @param lastStableOffset where that transaction starts
     */
    public record OpenTransaction(int partition, long lastStableOffset, long highWatermark) {
        public String sentence() {
            return "an open transaction holds up partition " + partition + " at offset " + lastStableOffset
                    + ", its log ends at " + highWatermark;
        }
    }

    public List<OpenTransaction> openTransactions() {
        return partitions.stream()
                .filter(this::hasOpenTransaction)
                .map(partition -> new OpenTransaction(partition, ends.get(partition), highWatermarks.get(partition)))
                .toList();
    }

    public boolean hasOpenTransaction(int partition) {
        return ends.get(partition) < highWatermarks.get(partition);
    }
}
