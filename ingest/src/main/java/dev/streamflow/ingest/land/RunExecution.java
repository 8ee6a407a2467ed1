package dev.streamflow.ingest.land;

import dev.streamflow.cli.CommandException;
import dev.streamflow.ingest.land.plan.MissingOffsets;
import dev.streamflow.ingest.land.read.OffsetRangeReader;
import dev.streamflow.ingest.land.read.RecordBatcher;
import dev.streamflow.ingest.land.read.TopicLog;
import dev.streamflow.ingest.land.write.OpenFile;
import dev.streamflow.ingest.land.write.PartitionWriter;
import dev.streamflow.ingest.land.write.PartitionedExecutor;
import dev.streamflow.ingest.ledger.LandingLedger;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.landing.compression.BlockCompressor;
import dev.streamflow.landing.compression.Compression;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Counts;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/**
 * Executes plans. Doing it twice, even at the same time, leaves the files of one commit: mostly both write the same
 * ones, and where bytes differ, the files of whoever commits second are removed.
 */
public final class RunExecution {
    private final Storage storage;
    private final LandingLedger ledger;
    private final TopicLog log;
    private final Function<Compression, BlockCompressor> compressors;
    private final BooleanSupplier stopped;
    private final LongConsumer progress;

    /** @param progress told how many more records were read */
    RunExecution(
            Storage storage,
            LandingLedger ledger,
            TopicLog log,
            Function<Compression, BlockCompressor> compressors,
            BooleanSupplier stopped,
            LongConsumer progress) {
        this.storage = storage;
        this.ledger = ledger;
        this.log = log;
        this.compressors = compressors;
        this.stopped = stopped;
        this.progress = progress;
    }

    /** The first reason why the log cannot give what the plan wants. */
    Optional<MissingOffsets> loss(Plan plan) {
        return MissingOffsets.of(plan, topicId(), log);
    }

    private String topicId() {
        return log.describe("land").topicId().toString();
    }

    /**
     * Reads, writes, publishes and commits.
     *
     * @return the run's commit, whoever has made it
     */
    Commit execute(Plan plan) {
        try {
            return decided(plan).orElseGet(() -> attempt(plan));
        } catch (OffsetOutOfRangeException e) {
            throw loss(plan).map(found -> found.error(plan.topic())).orElseThrow(() -> e);
        } catch (CommandException e) {
            // Another process has executed the plan meanwhile, and cleaned up what this one had in progress.
            Commit commit = decided(plan).orElseThrow(() -> e);
            ledger.removeUnlisted(commit);
            return commit;
        }
    }

    private Optional<Commit> decided(Plan plan) {
        boolean decided = ledger.runs().decided().contains(plan.run());
        return decided ? Optional.of(ledger.commit(plan.run())) : Optional.empty();
    }

    private Commit attempt(Plan plan) {
        Path workspace = ledger.workspace(plan.run());
        Map<Integer, PartitionWriter> writers = new TreeMap<>();
        plan.partitions().forEach(range -> writers.put(range.partition(), new PartitionWriter(plan, range, workspace)));
        write(plan, writers);

        List<Counts> counts = new ArrayList<>();
        List<LandedFile> files = new ArrayList<>();
        boolean publish = decided(plan).isEmpty();
        for (PartitionWriter writer : writers.values()) {
            counts.add(writer.counts());
            for (OpenFile file : writer.files()) {
                LandedFile landed = file.finish();
                files.add(landed);
                if (publish) {
                    storage.publish(file.temporary(), plan.topic() + "/" + landed.path());
                }
            }
        }
        requireSameTopic(plan);
        return decide(Commit.of(plan, counts, files));
    }

    /**
     * What was read may be another topic's if one of that name took its place meanwhile; as long as it is the same one,
     * it was all along.
     */
    private void requireSameTopic(Plan plan) {
        MissingOffsets.recreated(plan, topicId()).ifPresent(loss -> {
            throw loss.error(plan.topic());
        });
    }

    private Commit decide(Commit own) {
        Commit decided = ledger.decide(own);
        if (!decided.equals(own)) {
            ledger.removeUnlisted(decided);
        }
        return decided;
    }

    private void write(Plan plan, Map<Integer, PartitionWriter> writers) {
        try (PartitionedExecutor executor = new PartitionedExecutor(() -> compressors.apply(plan.compression()))) {
            RecordBatcher batcher = new RecordBatcher((partition, batch) -> {
                PartitionWriter writer = writers.get(partition);
                executor.submit(
                        partition, batch.bytes(), compressor -> batch.forEach(r -> writer.write(r, compressor)));
                progress.accept(batch.size());
            });
            new OffsetRangeReader(log, plan, stopped).read(batcher::add);
            batcher.flush();
            writers.forEach((partition, writer) -> executor.submit(partition, 0, writer::finish));
            executor.await();
        }
    }
}
