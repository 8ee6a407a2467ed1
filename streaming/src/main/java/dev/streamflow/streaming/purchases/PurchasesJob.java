package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveJob;
import dev.streamflow.streaming.query.QueryIdentity;
import dev.streamflow.streaming.records.KafkaSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.streaming.Trigger;

/** Adds up a topic batch by batch, and shows each batch with the totals after it. */
final class PurchasesJob implements LiveJob {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SparkSession spark;
    private final Settings settings;
    private final QueryIdentity identity;
    private final Console console;
    private final GroupOffsets group;
    private volatile Totals totals = Totals.none(Totals.Limits.USUAL);
    private volatile Instant newest;
    private long shown;

    /**
     * What to add up, and when.
     *
     * @param remembered how long an event's id is known after its first record was read
     * @param most stop after the batch with which so many records have been read since the start; 0: never
     */
    record Settings(
            PurchaseColumns columns,
            KafkaSource source,
            String checkpoint,
            Duration trigger,
            Duration remembered,
            long most) {
        Settings {
            requireNonNull(columns, "columns is null");
            requireNonNull(source, "source is null");
            requireNonNull(checkpoint, "checkpoint is null");
            requireNonNull(trigger, "trigger is null");
            requireNonNull(remembered, "remembered is null");
        }
    }

    /** Where summaries go. */
    interface Console {
        /** @throws dev.streamflow.cli.CommandException if nobody reads them any more */
        void show(BatchSummary batch, Totals totals);

        /** As many records as were asked for have been read. */
        void enough();
    }

    PurchasesJob(SparkSession spark, Settings settings, QueryIdentity identity, Console console, GroupOffsets group) {
        this.spark = spark;
        this.settings = settings;
        this.identity = identity;
        this.console = console;
        this.group = group;
    }

    @Override
    public QueryIdentity identity() {
        return identity;
    }

    @Override
    public DataStreamWriter<Row> writer() {
        spark.conf()
                .set(
                        "spark.sql.streaming.stateStore.providerClass",
                        "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider");
        spark.conf().set("spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
        // A batch without records would show nothing new.
        spark.conf().set("spark.sql.streaming.noDataMicroBatches.enabled", "false");
        return new PurchaseRecords(settings.columns(), settings.remembered())
                .of(settings.source().load(spark))
                .writeStream()
                .outputMode(OutputMode.Update())
                .trigger(Trigger.ProcessingTime(settings.trigger().toMillis()))
                .foreachBatch((VoidFunction2<Dataset<Row>, Long>) this::finish);
    }

    /** Begins from the totals of the batch before; what an attempt at this batch has left is written over. */
    private void finish(Dataset<Row> records, long number) {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        TotalsStore store =
                new TotalsStore(settings.checkpoint(), configuration, queryId(configuration), Totals.Limits.USUAL);
        Totals before = store.before(number);
        BatchSummary batch = BatchAggregator.read(records, number);
        totals = before.plus(batch);
        store.write(number, totals);
        newest = later(newest, batch.last());
        if (batch.read() > 0) {
            console.show(batch, totals);
        }
        shown += batch.read();
        if (settings.most() > 0 && shown >= settings.most()) {
            console.enough();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    /** Spark writes it when the query first starts. */
    private String queryId(Configuration configuration) {
        Path metadata = new Path(settings.checkpoint(), "metadata");
        try (FSDataInputStream in = metadata.getFileSystem(configuration).open(metadata)) {
            return JSON.readTree(in.readAllBytes()).path("id").asText();
        } catch (IOException e) {
            throw new OperationFailedException("Cannot read " + metadata + ": " + e.getMessage(), null, e);
        }
    }

    @Override
    public Map<String, Object> figures(StreamingQueryProgress batch) {
        Totals now = totals;
        Tally running = now.running();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("read", now.read());
        figures.put("counted", running.transactions());
        figures.put("duplicates", now.duplicates());
        figures.put("quarantined", now.quarantined());
        figures.put("tombstones", now.tombstones());
        figures.put("reasons", now.reasons());
        figures.put("runningTotal", running.amount());
        return figures;
    }

    @Override
    public Instant newestEvent(StreamingQueryProgress batch) {
        return newest;
    }

    @Override
    public Optional<GroupOffsets> group() {
        return Optional.of(group);
    }

    /** What all batches so far add up to. */
    Totals totals() {
        return totals;
    }
}
