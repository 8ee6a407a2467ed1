package dev.streamflow.streaming.windows;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the records of a batch, or of all batches. {@code read = tombstones + quarantined + duplicates + late
 * + counted}.
 *
 * @param reasons quarantined records by reason; one that has several counts for each
 */
record BatchCounts(
        long read,
        long tombstones,
        long quarantined,
        long duplicates,
        long late,
        long counted,
        Map<String, Long> reasons) {
    static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0, 0, Map.of());

    BatchCounts {
        reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
    }

    boolean isBalanced() {
        return read == tombstones + quarantined + duplicates + late + counted;
    }

    BatchCounts plus(BatchCounts other) {
        Map<String, Long> all = new TreeMap<>(reasons);
        other.reasons.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return new BatchCounts(
                read + other.read,
                tombstones + other.tombstones,
                quarantined + other.quarantined,
                duplicates + other.duplicates,
                late + other.late,
                counted + other.counted,
                all);
    }
}
