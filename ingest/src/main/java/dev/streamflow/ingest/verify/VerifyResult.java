package dev.streamflow.ingest.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Runs;
import java.util.List;

/**
 * What a verification has found.
 *
 * @param runs how many are committed
 * @param open runs that are planned and not committed: in progress, or to be repeated by the next landing
 * @param accepted losses that are on record
 * @param faults empty where all is well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerifyResult(
        String topic,
        int runs,
        List<Integer> open,
        int files,
        long read,
        long landed,
        long rejected,
        long tombstones,
        List<Landed> partitions,
        List<OffsetContinuity.Accepted> accepted,
        List<String> faults) {

    /**
     * How far a partition is landed.
     *
     * @param landedUntil the first offset that is not; null where the partition was never landed
     * @param logEnd the last stable offset now; null without a broker
     * @param lag offsets still to land; null without a broker
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Landed(int partition, Long landedUntil, Long logEnd, Long lag) {}

    static VerifyResult of(
            String topic,
            Runs runs,
            List<Commit> commits,
            int files,
            List<Landed> partitions,
            List<OffsetContinuity.Accepted> accepted,
            List<String> faults) {
        return new VerifyResult(
                topic,
                commits.size(),
                runs.open(),
                files,
                commits.stream().mapToLong(Commit::read).sum(),
                commits.stream().mapToLong(Commit::landed).sum(),
                commits.stream().mapToLong(Commit::rejected).sum(),
                commits.stream().mapToLong(Commit::tombstones).sum(),
                partitions,
                accepted,
                faults);
    }
}
