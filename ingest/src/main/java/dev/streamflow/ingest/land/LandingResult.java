package dev.streamflow.ingest.land;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.streamflow.ingest.ledger.Commit;
import dev.streamflow.ingest.ledger.DateCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a landing has done.
 *
 * @param runs the runs executed, those of earlier processes that had not finished included
 * @param bytes of the files written
 * @param complete whether everything that the log had at the start is landed
 * @param dates the event dates (UTC) touched, ascending
 */
public record LandingResult(
        String topic,
        List<Integer> runs,
        long read,
        long landed,
        long rejected,
        long tombstones,
        long bytes,
        boolean complete,
        List<DateCount> dates,
        List<Landed> partitions) {

    /**
     * How far a partition is landed.
     *
     * @param offset the first one that is not
     * @param end the end of the log when landing started
     */
    public record Landed(int partition, long offset, long end) {}

    static LandingResult of(String topic, List<Commit> commits, LogView view, Map<Integer, Position> positions) {
        Map<LocalDate, Long> dates = new TreeMap<>();
        for (Commit commit : commits) {
            commit.dates().forEach(date -> dates.merge(date.date(), date.records(), Long::sum));
        }
        List<DateCount> dateCounts = new ArrayList<>();
        dates.forEach((date, records) -> dateCounts.add(new DateCount(date, records)));
        List<Landed> partitions = new ArrayList<>();
        for (int partition : view.partitions()) {
            Position position = positions.get(partition);
            long offset = position == null ? 0 : position.offset();
            partitions.add(new Landed(partition, offset, view.ends().get(partition)));
        }
        return new LandingResult(
                topic,
                commits.stream().map(Commit::run).toList(),
                commits.stream().mapToLong(Commit::read).sum(),
                commits.stream().mapToLong(Commit::landed).sum(),
                commits.stream().mapToLong(Commit::rejected).sum(),
                commits.stream().mapToLong(Commit::tombstones).sum(),
                commits.stream().mapToLong(Commit::bytes).sum(),
                partitions.stream().allMatch(landed -> landed.offset() >= landed.end()),
                dateCounts,
                partitions);
    }

    /** Whether no run was executed. */
    @JsonIgnore
    public boolean isNothing() {
        return runs.isEmpty();
    }
}
