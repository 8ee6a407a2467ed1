package dev.streamflow.ingest.land.plan;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** A topic's log without a broker: a test moves its starts and ends as it likes. */
public final class SimulatedLog implements LogOffsets {
    public final long[] starts;
    public final long[] ends;
    /** What is acknowledged; it lies behind the end where a transaction is open. */
    public final long[] highWatermarks;

    public String topicId = "first";

    public SimulatedLog(int partitions) {
        starts = new long[partitions];
        ends = new long[partitions];
        highWatermarks = new long[partitions];
    }

    /** Everything in it is committed. */
    public static SimulatedLog of(long start, long end) {
        SimulatedLog log = new SimulatedLog(1);
        log.starts[0] = start;
        log.append(0, end);
        return log;
    }

    public void append(int partition, long records) {
        ends[partition] += records;
        highWatermarks[partition] = ends[partition];
    }

    /** What a landing of these partitions sees now. */
    public LogView view(Instant seenAt, List<Integer> partitions) {
        return new LogView(
                seenAt, topicId, partitions, ends(partitions), map(partitions, partition -> highWatermarks[partition]));
    }

    public LogView view(Instant seenAt) {
        return view(seenAt, IntStream.range(0, starts.length).boxed().toList());
    }

    @Override
    public Map<Integer, Long> starts(Collection<Integer> partitions) {
        return map(partitions, partition -> starts[partition]);
    }

    @Override
    public Map<Integer, Long> ends(Collection<Integer> partitions) {
        return map(partitions, partition -> ends[partition]);
    }

    /** The record of an offset has that second since 1970 as its time. */
    @Override
    public Map<Integer, Long> offsetsAt(Instant time, Collection<Integer> partitions) {
        Map<Integer, Long> found = map(partitions, p -> Math.max(starts[p], time.getEpochSecond()));
        found.entrySet().removeIf(entry -> entry.getValue() >= ends[entry.getKey()]);
        return found;
    }

    private static Map<Integer, Long> map(Collection<Integer> partitions, IntToLongFunction offset) {
        Map<Integer, Long> offsets = new TreeMap<>();
        partitions.forEach(partition -> offsets.put(partition, offset.applyAsLong(partition)));
        return offsets;
    }
}
