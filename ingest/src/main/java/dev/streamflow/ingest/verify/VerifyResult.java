package dev.streamflow.ingest.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.Retentions;
import dev.streamflow.landing.ledger.Runs;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What a verification has found.
 *
 * @param runs how many are committed
 * @param open runs that are planned and not committed: in progress, or to be repeated by the next landing
 * @param files that have to be there
 * @param retention what was deleted because it was kept long enough, and is no fault
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
        Deleted retention,
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

    /**
     * What the entries of retention name.
     *
     * @param dates event dates that lost landed records
     * @param records in these files
     * @param left those of the files that are still there: a run was killed, the next one deletes them
     */
    public record Deleted(int entries, int dates, int files, long records, long bytes, int left) {
        static Deleted of(
                Retentions retentions, Collection<LandedFile> all, ToIntFunction<LandedFile> run, Set<String> stored) {
            List<LandedFile> files = all.stream()
                    .filter(file -> retentions.hasDeleted(run.applyAsInt(file), file))
                    .toList();
            return new Deleted(
                    retentions.entries().size(),
                    (int) files.stream()
                            .map(LandedFile::date)
                            .filter(Objects::nonNull)
                            .distinct()
                            .count(),
                    files.size(),
                    files.stream().mapToLong(LandedFile::records).sum(),
                    files.stream().mapToLong(LandedFile::bytes).sum(),
                    (int) files.stream()
                            .filter(file -> stored.contains(file.path()))
                            .count());
        }
    }

    static VerifyResult of(
            String topic,
            Runs runs,
            List<Commit> commits,
            int files,
            Deleted retention,
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
                retention,
                partitions,
                accepted,
                faults);
    }
}
