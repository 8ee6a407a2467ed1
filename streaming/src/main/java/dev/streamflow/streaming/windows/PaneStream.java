package dev.streamflow.streaming.windows;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.window;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.silver.Deduplicate;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.streaming.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * From Kafka records to panes of a quarter of an hour: decoded and checked as in batch, each event once, added up in
 * state.
 *
 * @param lateness how long after newer ones an event is still counted; event time
 * @param ahead how far behind a batch's clock an event may lie in the future; one further away would end all windows
 *     before it
 */
record PaneStream(WindowTable table, Duration lateness, Duration ahead) {
    /** What is observed of each batch's records, under this name. */
    static final String OBSERVED = "records";

    private static final String FUTURE = ":future";
    private static final String TIME = "_time";
    private static final String KEY = "_key";

    /** The panes that a batch has changed, whole: rows of {@link WindowTable#paneType}. */
    Dataset<Row> of(Dataset<Row> records) {
        Dataset<Row> events = withoutFuture(KafkaRecords.checked(table.schema(), records))
                .observe(
                        OBSERVED,
                        count(lit(1)).as("read"),
                        count_if(KafkaRecords.isTombstone()).as("tombstones"),
                        count_if(KafkaRecords.isQuarantined()).as("quarantined"),
                        max(when(KafkaRecords.isClean(), col(TIME))).as("newest"),
                        QuarantineSample.of().as("sample"))
                .where(KafkaRecords.isClean())
                .withColumn(KEY, key(table.schema()))
                .withWatermark(TIME, lateness.toMillis() + " milliseconds");
        List<Column> group = new ArrayList<>();
        group.add(window(col(TIME), Pane.LENGTH.toMinutes() + " minutes").as("window"));
        table.dimensionNames().forEach(name -> group.add(col(name)));
        return once(events)
                .groupBy(group.toArray(Column[]::new))
                .agg(count(lit(1)).as(WindowTable.EVENTS), table.sums().toArray(Column[]::new))
                .select(columns());
    }

    /** The clock is that of the batch, which a repetition has as well. */
    private Dataset<Row> withoutFuture(Dataset<Row> checked) {
        Column time = coalesce(col(table.schema().eventTime().column()), col(RecordColumns.TIMESTAMP));
        Column limit = current_timestamp().plus(functions.expr("INTERVAL '" + ahead.toSeconds() + "' SECOND"));
        Column reasons = col(RecordColumns.REASONS);
        return checked.withColumn(TIME, time)
                .withColumn(
                        RecordColumns.REASONS,
                        when(
                                        KafkaRecords.isClean().and(col(TIME).gt(limit)),
                                        concat(
                                                reasons,
                                                array(lit(table.schema()
                                                                .eventTime()
                                                                .field()
                                                        + FUTURE))))
                                .otherwise(reasons));
    }

    private Dataset<Row> once(Dataset<Row> events) {
        return hasId(table.schema()) ? events.dropDuplicatesWithinWatermark(new String[] {KEY}) : events;
    }

    /** Without an id only redelivered records are duplicates, and Spark reads each offset once. */
    static boolean hasId(EventSchema schema) {
        return !schema.id().isEmpty();
    }

    /** As in batch: the id within the event date; an event without any id is an event of its own. */
    private static Column key(EventSchema schema) {
        List<Column> parts = new ArrayList<>();
        Deduplicate.id(schema).forEach(name -> parts.add(col(name)));
        parts.add(to_date(col(TIME)).as("_date"));
        parts.add(when(Deduplicate.allAbsent(schema), struct(RecordColumns.PARTITION, RecordColumns.OFFSET))
                .as("_alone"));
        return struct(parts.toArray(Column[]::new));
    }

    private Column[] columns() {
        Column[] columns =
                Stream.of(table.paneType().fieldNames()).map(functions::col).toArray(Column[]::new);
        columns[0] = col("window.start").as(WindowTable.PANE_START);
        return columns;
    }
}
