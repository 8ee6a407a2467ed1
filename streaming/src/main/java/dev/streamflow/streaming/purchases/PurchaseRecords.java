package dev.streamflow.streaming.purchases;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.current_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.streaming.records.KafkaRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.TimeMode;

/**
 * The records of the topic as the console counts them: what became of each, and of a counted one its date, category and
 * amount.
 */
record PurchaseRecords(PurchaseColumns columns, Duration remembered) {
    static final String OUTCOME = "outcome";
    static final String DATE = EventDate.NAME;
    static final String CATEGORY = "category";
    static final String AMOUNT = "amount";
    static final String TIME = "time";
    /** When the batch began. */
    static final String NOW = "now";

    static final String REASONS = "reasons";
    static final String KEY = "key";
    static final String TIMESTAMP = RecordColumns.TIMESTAMP;
    static final String PARTITION = RecordColumns.PARTITION;
    static final String OFFSET = RecordColumns.OFFSET;

    static final String COUNTED = "counted";
    static final String DUPLICATE = "duplicate";
    static final String QUARANTINED = "quarantined";
    static final String TOMBSTONE = "tombstone";

    private static final String INTEGER = "decimal(19,0)";
    private static final String DOUBLE = "decimal(28,9)";

    /** @param records with the columns of Spark's Kafka source */
    Dataset<Row> of(Dataset<Row> records) {
        Dataset<Row> judged = judged(KafkaRecords.checked(columns.schema(), records));
        if (columns.schema().id().isEmpty()) {
            return judged;
        }
        return judged.groupByKey((MapFunction<Row, String>) row -> row.getAs(KEY), Encoders.STRING())
                .transformWithState(
                        new DuplicateMarker(remembered),
                        TimeMode.ProcessingTime(),
                        OutputMode.Update(),
                        Encoders.row(judged.schema()));
    }

    private Dataset<Row> judged(Dataset<Row> checked) {
        EventSchema schema = columns.schema();
        Column amount = amount();
        // A number of more digits than money has cannot be added up exactly.
        Column isTooLarge = col(columns.amount()).isNotNull().and(amount.isNull());
        Column reasons = when(KafkaRecords.isClean().and(isTooLarge), array(lit(columns.amount() + ":range")))
                .otherwise(col(RecordColumns.REASONS));
        Column outcome = when(KafkaRecords.isTombstone(), TOMBSTONE)
                .when(KafkaRecords.isQuarantined().or(isTooLarge), QUARANTINED)
                .otherwise(COUNTED);
        return checked.select(
                        outcome.as(OUTCOME),
                        col(schema.eventTime().column()).cast("date").as(DATE),
                        col(columns.by()).cast("string").as(CATEGORY),
                        amount.as(AMOUNT),
                        col(schema.eventTime().column()).as(TIME),
                        current_timestamp().as(NOW),
                        reasons.as(REASONS),
                        id(schema).as("id"),
                        col(TIMESTAMP),
                        col(PARTITION),
                        col(OFFSET))
                .withColumn(KEY, key())
                .drop("id");
    }

    private Column amount() {
        Column amount = col(columns.amount());
        if (columns.type() instanceof FieldType.Int64) {
            return amount.cast(INTEGER);
        }
        return columns.type() instanceof FieldType.Float64 ? amount.cast(DOUBLE) : amount;
    }

    /** What identifies an event within its date; null where it has no id. */
    private static Column id(EventSchema schema) {
        if (schema.id().isEmpty()) {
            return lit(null).cast("string");
        }
        Column isThere = schema.id().stream()
                .map(name -> col(name).isNotNull())
                .reduce(Column::or)
                .orElseThrow();
        List<Column> parts =
                new ArrayList<>(schema.id().stream().map(functions::col).toList());
        parts.add(col(schema.eventTime().column()).cast("date").as("_date"));
        return when(isThere, md5(to_json(struct(parts.toArray(Column[]::new))).cast("binary")));
    }

    /** Equal for the records of one event; of its own for each record that is no event, or has no id. */
    private static Column key() {
        Column own = concat_ws(":", col(PARTITION), col(OFFSET));
        return coalesce(when(col(OUTCOME).equalTo(COUNTED), col("id")), own);
    }

    /** Whether a record with that key is never treated as a duplicate. */
    static boolean isAlone(String key) {
        return key.indexOf(':') >= 0;
    }

    /** The same record as one whose event was there before. */
    static Row duplicate(Row row) {
        Object[] cells = new Object[row.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row.get(i);
        }
        cells[row.fieldIndex(OUTCOME)] = DUPLICATE;
        return RowFactory.create(cells);
    }
}
