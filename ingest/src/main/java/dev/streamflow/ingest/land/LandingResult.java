package dev.streamflow.ingest.land;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamflow.ingest.land.plan.LogView;
import dev.streamflow.ingest.land.plan.LogView.OpenTransaction;
import dev.streamflow.ingest.land.plan.Position;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.DateCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a landing has done.
 *
 * @param runs the runs executed, those of earlier processes that had not finished included
 * @param untimed those of the landed records that have no usable event time
 * @param reasons of the rejected records, with how many have it
 * @param bytes of the files written
 * @param complete whether everything that was acknowledged at the start is landed
 * @param openTransactions what open transactions keep from being read
 * @param dates the event dates (UTC) touched, ascending
 */
public record LandingResult(
        String topic,
        List<Integer> runs,
        long read,
        long landed,
        long rejected,
        long tombstones,
        long untimed,
        Map<String, Long> reasons,
        long bytes,
        boolean complete,
        List<OpenTransaction> openTransactions,
        List<DateCount> dates,
        List<Landed> partitions) {

    /**
     * How far a partition is landed.
     *
     * @param offset the first one that is not
     * @param end the end of the log, its last stable offset, when landing started
     */
    public record Landed(int partition, long offset, long end) {}

    static LandingResult of(String topic, List<Commit> commits, LogView view, Map<Integer, Position> positions) {
        List<Landed> partitions = landed(view, positions);
        boolean reached = partitions.stream().allMatch(landed -> landed.offset() >= landed.end());
        return of(topic, commits, reached && view.openTransactions().isEmpty(), view.openTransactions(), partitions);
    }

    /** What these runs have landed, of a landing that failed after them. */
    static LandingResult soFar(String topic, List<Commit> commits) {
        return of(topic, commits, false, List.of(), List.of());
    }

    private static LandingResult of(
            String topic,
            List<Commit> commits,
            boolean complete,
            List<OpenTransaction> openTransactions,
            List<Landed> partitions) {
        Map<LocalDate, Long> dates = new TreeMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        for (Commit commit : commits) {
            commit.dates().forEach(date -> dates.merge(date.date(), date.records(), Long::sum));
            commit.reasons().forEach((reason, records) -> reasons.merge(reason, records, Long::sum));
        }
        List<DateCount> dateCounts = new ArrayList<>();
        dates.forEach((date, records) -> dateCounts.add(new DateCount(date, records)));
        return new LandingResult(
                topic,
                commits.stream().map(Commit::run).toList(),
                commits.stream().mapToLong(Commit::read).sum(),
                commits.stream().mapToLong(Commit::landed).sum(),
                commits.stream().mapToLong(Commit::rejected).sum(),
                commits.stream().mapToLong(Commit::tombstones).sum(),
                commits.stream().mapToLong(Commit::untimed).sum(),
                reasons,
                commits.stream().mapToLong(Commit::bytes).sum(),
                complete,
                openTransactions,
                dateCounts,
                partitions);
    }

    private static List<Landed> landed(LogView view, Map<Integer, Position> positions) {
        List<Landed> landed = new ArrayList<>();
        for (int partition : view.partitions()) {
            Position position = positions.get(partition);
            long offset = position == null ? 0 : position.offset();
            landed.add(new Landed(partition, offset, view.ends().get(partition)));
        }
        return landed;
    }

    /** What people are to be told of it, a sentence each. */
    @JsonProperty("warnings")
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (rejected > 0) {
            warnings.add(rejected + " of " + read + " records are rejected: " + rejectedBy());
        }
        if (untimed > 0) {
            warnings.add(untimed + " of " + landed
                    + " landed records have no usable event time: their record's time stamp decided the date");
        }
        openTransactions.forEach(open -> warnings.add(open.sentence()));
        return warnings;
    }

    /** The reasons with their counts, the most frequent first. */
    String rejectedBy() {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Whether no run was executed. */
    @JsonIgnore
    public boolean isNothing() {
        return runs.isEmpty();
    }
}
