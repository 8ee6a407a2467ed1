package dev.streamflow.streaming.windows;

import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveJob;
import dev.streamflow.streaming.query.QueryIdentity;
import dev.streamflow.streaming.records.KafkaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Windows of an hour, one each quarter of an hour. Exactly once: Kafka's offsets fix what a batch reads, Spark's state
 * goes back to the end of the batch before, and the panes that come out are whole, so that a repeated batch publishes
 * the same windows again.
 */
final class WindowsJob implements LiveJob {
    private static final String ROCKSDB = "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

    private final SparkSession spark;
    private final LiveFolder folder;
    private final PaneStream panes;
    private final KafkaSource source;
    private final WindowStore store;
    private final QueryIdentity identity;
    private final Duration trigger;
    private final GroupOffsets group;
    private final Clock clock;
    private final PublicationListener listener;
    private volatile WindowStore.Snapshot last;

    WindowsJob(
            SparkSession spark,
            LiveFolder folder,
            PaneStream panes,
            KafkaSource source,
            WindowStore store,
            String topicId,
            Duration trigger,
            GroupOffsets group,
            Clock clock,
            PublicationListener listener) {
        this.spark = spark;
        this.folder = folder;
        this.panes = panes;
        this.source = source;
        this.store = store;
        this.trigger = trigger;
        this.group = group;
        this.clock = clock;
        this.listener = listener;
        this.identity = identity(topicId);
    }

    private QueryIdentity identity(String topicId) {
        String partitions = spark.conf().get("spark.sql.shuffle.partitions");
        return QueryIdentity.of(folder.job())
                .with(panes.table().schema())
                .with(
                        "dimensions",
                        String.join(",", panes.table().dimensionNames()),
                        "Count by the same, or " + QueryIdentity.startOver())
                .with("topic", source.topic(), "Give this query a folder of its own with --live.")
                .with(
                        "topic id",
                        topicId,
                        "The topic was deleted and created again, and its offsets have begun anew: "
                                + QueryIdentity.startOver())
                .with(
                        "number of shuffle partitions",
                        partitions,
                        "State cannot be spread anew: set spark.sql.shuffle.partitions as it was, or "
                                + QueryIdentity.startOver());
    }

    @Override
    public QueryIdentity identity() {
        return identity;
    }

    @Override
    public DataStreamWriter<Row> writer() {
        spark.conf().set("spark.sql.streaming.stateStore.providerClass", ROCKSDB);
        spark.conf().set("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
        last = null;
        return panes.of(source.load(spark))
                .writeStream()
                .outputMode(OutputMode.Update())
                .trigger(Trigger.ProcessingTime(trigger.toMillis()))
                .foreachBatch(this::publish);
    }

    private void publish(Dataset<Row> changed, long batch) {
        try {
            listener.reached(PublicationListener.BEGUN);
            int dimensions = panes.table().dimensions().size();
            if (last == null || last.document().batch() != batch - 1) {
                last = store.before(batch, dimensions);
            }
            List<Pane> added = changed.collectAsList().stream()
                    .map(row -> Pane.of(row, dimensions))
                    .toList();
            BatchExecution execution = BatchExecution.of(spark, folder.job());
            QuarantineSample.Document quarantine = quarantine(execution);
            BatchDocument document = document(
                    batch, execution, quarantine.reasons(), last.panes().added(added));
            last = store.publish(
                    panes.table(),
                    folder.job(),
                    document,
                    last.panes().with(added).kept(document.watermark()),
                    quarantine.samples());
            store.clean(last.folder(), clock.millis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static QuarantineSample.Document quarantine(BatchExecution execution) {
        return execution
                .observed()
                .map(row -> QuarantineSample.Document.read(row.getAs("sample")))
                .orElse(new QuarantineSample.Document(Map.of(), List.of()));
    }

    private BatchDocument document(long batch, BatchExecution execution, Map<String, Long> reasons, long counted) {
        Optional<Row> observed = execution.observed();
        long read = count(observed, "read");
        long tombstones = count(observed, "tombstones");
        long quarantined = count(observed, "quarantined");
        long late =
                PaneStream.hasId(panes.table().schema()) ? execution.late() : read - tombstones - quarantined - counted;
        BatchCounts counts =
                new BatchCounts(read, tombstones, quarantined, execution.duplicates(), late, counted, reasons);
        BatchDocument before = last.document();
        Instant newest = observed.<Instant>map(row -> row.getAs("newest")).orElse(null);
        return new BatchDocument(
                batch,
                last.folder(),
                execution.watermark(),
                before == null ? newest : later(before.newestEvent(), newest),
                counts,
                before == null ? counts : before.totals().plus(counts));
    }

    private static long count(Optional<Row> observed, String name) {
        return observed.<Long>map(row -> row.getAs(name)).orElse(0L);
    }

    private static Instant later(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    @Override
    public Map<String, Object> figures(StreamingQueryProgress batch) {
        WindowStore.Snapshot published = last;
        Map<String, Object> figures = new LinkedHashMap<>();
        if (published != null) {
            BatchCounts totals = published.document().totals();
            figures.put("read", totals.read());
            figures.put("tombstones", totals.tombstones());
            figures.put("quarantined", totals.quarantined());
            figures.put("duplicates", totals.duplicates());
            figures.put("late", totals.late());
            figures.put("counted", totals.counted());
            figures.put("balanced", totals.isBalanced());
            figures.put("reasons", totals.reasons());
            figures.put("ofBatch", published.document().counts());
            figures.put("output", store.output());
        }
        return figures;
    }

    @Override
    public Instant newestEvent(StreamingQueryProgress batch) {
        WindowStore.Snapshot published = last;
        return published == null ? null : published.document().newestEvent();
    }

    @Override
    public Optional<GroupOffsets> group() {
        return Optional.of(group);
    }
}
