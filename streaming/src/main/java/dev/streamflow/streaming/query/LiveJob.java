package dev.streamflow.streaming.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** What a live query is, for {@link LiveQuery} to run it. */
public interface LiveJob {
    /** What its checkpoint belongs to. */
    QueryIdentity identity();

    /**
     * The query, ready to start, with its own trigger and without name and checkpoint. Called again for each start
     * after an outage.
     */
    DataStreamWriter<Row> writer();

    /**
     * What the job counts of a batch and of all batches, for the status and the metrics: names in camel case, in their
     * order.
     */
    default Map<String, Object> figures(StreamingQueryProgress batch) {
        return Map.of();
    }

    /** The time of the newest event that was ever read; null where there is none. */
    default Instant newestEvent(StreamingQueryProgress batch) {
        return StatusReporter.instant(batch.eventTime().get("max"));
    }

    /** Whether the query may be started again as it is, because something outside is away for a while. */
    default boolean isOutage(Throwable failure) {
        return QueryErrors.isKafkaAway(failure);
    }

    /**
     * Why what the query needs does not answer at the moment; empty where it does. Asked every few seconds by a thread
     * of its own, and may take some.
     */
    default Optional<String> outage() {
        return group().flatMap(GroupOffsets::outage);
    }

    /** After how long without a word the query counts as hanging. */
    default Duration silence() {
        return Duration.ofMinutes(3);
    }

    /** Who shows people in Kafka how far the query is; empty where it does not read Kafka. */
    default Optional<GroupOffsets> group() {
        return Optional.empty();
    }

    /**
     * How far a query is whose batches are long, as of now; empty where each batch says it. Asked about once a second.
     */
    default Optional<LiveProgress> progress() {
        return Optional.empty();
    }

    /** Whether a stop need not wait for the end of the batch, because what is begun is seen at the next start. */
    default boolean stopsWithinBatch() {
        return false;
    }
}
