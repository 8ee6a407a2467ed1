package dev.streamflow.streaming.windows;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.streaming.operators.stateful.StateStoreWriter;
import org.apache.spark.sql.execution.streaming.runtime.IncrementalExecution;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQuery;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What Spark itself knows of the batch that is being published, once its rows were read. Listeners hear the same, but
 * only after the batch has been committed: a kill in between would lose it.
 */
final class BatchExecution {
    private static final String DEDUPLICATION = "dedupeWithinWatermark";
    private static final String DUPLICATES = "numDroppedDuplicateRows";

    private final IncrementalExecution execution;

    private BatchExecution(IncrementalExecution execution) {
        this.execution = execution;
    }

    /** The running batch of the query of that name. */
    static BatchExecution of(SparkSession spark, String query) {
        StreamingQuery running = Stream.of(spark.streams().active())
                .filter(active -> query.equals(active.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Cannot find query " + query));
        return new BatchExecution(
                ((StreamingQueryWrapper) running).streamingQuery().lastExecution());
    }

    /** Events up to this time were late in this batch; the epoch where there is no watermark yet. */
    Instant watermark() {
        return Instant.ofEpochMilli(execution.offsetSeqMetadata().batchWatermarkMs());
    }

    /**
     * What was observed of the batch's records; empty where it had none. Spark itself reads it without the lock once
     * rows were read.
     */
    @SuppressWarnings("GuardedBy")
    Optional<Row> observed() {
        return Optional.ofNullable(
                CollectionConverters.asJava(execution.observedMetrics()).get(PaneStream.OBSERVED));
    }

    /** Of the rows that came to de-duplication: late ones. */
    long late() {
        return deduplication()
                .map(StateOperatorProgress::numRowsDroppedByWatermark)
                .orElse(0L);
    }

    /** Of the rows that came to de-duplication: those with an id seen before. */
    long duplicates() {
        return deduplication()
                .map(progress -> progress.customMetrics().getOrDefault(DUPLICATES, 0L))
                .orElse(0L);
    }

    private Optional<StateOperatorProgress> deduplication() {
        return operators(execution.executedPlan())
                .map(StateStoreWriter::getProgress)
                .filter(progress -> progress.operatorName().equals(DEDUPLICATION))
                .findFirst();
    }

    private static Stream<StateStoreWriter> operators(SparkPlan plan) {
        Stream<StateStoreWriter> here = plan instanceof StateStoreWriter writer ? Stream.of(writer) : Stream.empty();
        return Stream.concat(
                here, CollectionConverters.asJava(plan.children()).stream().flatMap(BatchExecution::operators));
    }
}
