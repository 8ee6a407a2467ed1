package dev.streamflow.ingest.land;

import dev.streamflow.cli.CommandException;
import dev.streamflow.ingest.ledger.Commit;
import dev.streamflow.ingest.ledger.Compression;
import dev.streamflow.ingest.ledger.Counts;
import dev.streamflow.ingest.ledger.LandedFile;
import dev.streamflow.ingest.ledger.Ledger;
import dev.streamflow.ingest.ledger.Plan;
import dev.streamflow.ingest.ledger.Span;
import dev.streamflow.ingest.storage.Storage;
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
 * Executes plans. Doing it twice, even at the same time, leaves the files of one commit: mostly both write the same ones, and where
 * bytes differ, the files of whoever commits second are removed.
 */
final class RunExecution {
    private final Storage storage;
    private final Ledger ledger;
    private final TopicLog log;
    private final Function<Compression, Packer> packers;
    private final BooleanSupplier stopped;
    private final LongConsumer progress;

    /** @param progress told how many more records were read */
    RunExecution(
            Storage storage,
            Ledger ledger,
            TopicLog log,
            Function<Compression, Packer> packers,
            BooleanSupplier stopped,
            LongConsumer progress) {
        this.storage = storage;
        this.ledger = ledger;
        this.log = log;
        this.packers = packers;
        this.stopped = stopped;
        this.progress = progress;
    }

    /** The first reason why the log cannot give what the plan wants. */
    Optional<Loss> loss(Plan plan) {
        Optional<Loss> recreated = recreated(plan);
        if (recreated.isPresent()) {
            return recreated;
        }
        List<Span> spans = plan.partitions().stream().filter(Span::hasOffsets).toList();
        List<Integer> partitions = spans.stream().map(Span::partition).toList();
        Map<Integer, Long> starts = log.starts(partitions);
        Map<Integer, Long> ends = log.ends(partitions);
        return spans.stream()
                .flatMap(span -> {
                    int partition = span.partition();
                    return Loss.of(partition, span.start(), span.end(), starts.get(partition), ends.get(partition))
                            .stream();
                })
                .findFirst();
    }

    private Optional<Loss> recreated(Plan plan) {
        boolean same = log.describe().topicId().toString().equals(plan.topicId());
        return plan.partitions().stream()
                .filter(span -> !same && span.hasOffsets())
                .map(Loss::recreated)
                .findFirst();
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
        plan.partitions().forEach(span -> writers.put(span.partition(), new PartitionWriter(plan, span, workspace)));
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

    /** What was read may be another topic's if one of that name took its place meanwhile; as long as it is the same one, it was all along. */
    private void requireSameTopic(Plan plan) {
        recreated(plan).ifPresent(loss -> {
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
        try (Lanes lanes = new Lanes(() -> packers.apply(plan.compression()))) {
            Batches batches = new Batches((partition, batch) -> {
                PartitionWriter writer = writers.get(partition);
                lanes.submit(partition, batch.bytes(), packer -> batch.forEach(r -> writer.write(r, packer)));
                progress.accept(batch.size());
            });
            new SpanReader(log, plan, stopped).read(batches::add);
            batches.flush();
            writers.forEach((partition, writer) -> lanes.submit(partition, 0, writer::finish));
            lanes.await();
        }
    }
}
