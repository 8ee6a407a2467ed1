package dev.streamflow.ingest.land;

import dev.streamflow.cli.CommandException;
import dev.streamflow.ingest.ledger.Commit;
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
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;

/**
 * Executes plans. Doing it twice, even at the same time, writes the same files and the same commit.
 */
final class RunExecution {
    private final Storage storage;
    private final Ledger ledger;
    private final TopicLog log;
    private final BooleanSupplier stopped;
    private final LongConsumer progress;

    /** @param progress told how many more records were read */
    RunExecution(Storage storage, Ledger ledger, TopicLog log, BooleanSupplier stopped, LongConsumer progress) {
        this.storage = storage;
        this.ledger = ledger;
        this.log = log;
        this.stopped = stopped;
        this.progress = progress;
    }

    /** The first reason why the log cannot give what the plan wants. */
    Optional<Loss> loss(Plan plan) {
        List<Span> spans = plan.partitions().stream().filter(Span::hasOffsets).toList();
        var description = log.describe();
        boolean recreated = !description.topicId().toString().equals(plan.topicId());
        List<Integer> partitions = spans.stream().map(Span::partition).toList();
        if (recreated) {
            return spans.stream().map(Loss::recreated).findFirst();
        }
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
            return decided(plan).orElseThrow(() -> e);
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
        return ledger.decide(Commit.of(plan, counts, files));
    }

    private void write(Plan plan, Map<Integer, PartitionWriter> writers) {
        try (Lanes lanes = new Lanes(() -> Packer.of(plan.compression()))) {
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
