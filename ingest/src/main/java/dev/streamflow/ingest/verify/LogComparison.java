package dev.streamflow.ingest.verify;

import dev.streamflow.ingest.land.read.TopicLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How far each partition is landed, and whether the log still has what comes next. */
final class LogComparison {
    private LogComparison() {}

    static List<VerifyResult.Landed> of(
            String topic, String topicId, OffsetContinuity continuity, Optional<TopicLog> log, List<String> faults) {
        List<VerifyResult.Landed> landed = new ArrayList<>();
        if (log.isEmpty()) {
            continuity
                    .landedTo()
                    .forEach((partition, offset) -> landed.add(new VerifyResult.Landed(partition, offset, null, null)));
            return landed;
        }
        var description = log.get().describe("verify");
        if (topicId != null && !description.topicId().toString().equals(topicId)) {
            faults.add("log: topic " + topic + " was re-created since it was landed");
        }
        List<Integer> partitions =
                IntStream.range(0, description.partitions().size()).boxed().toList();
        Map<Integer, Long> starts = log.get().starts(partitions);
        Map<Integer, Long> ends = new TreeMap<>(log.get().ends(partitions));
        for (int partition : partitions) {
            long start = starts.get(partition);
            long end = ends.get(partition);
            Long offset = continuity.landedTo().get(partition);
            if (offset != null && start > offset) {
                faults.add("log: offsets [" + offset + ", " + start + ") of partition " + partition
                        + " are gone and were never landed");
            } else if (offset != null && end < offset) {
                faults.add("log: partition " + partition + " ends at " + end + ", it was landed up to " + offset);
            }
            long until = offset == null ? start : offset;
            landed.add(new VerifyResult.Landed(partition, offset, end, Math.max(0, end - until)));
        }
        return landed;
    }
}
