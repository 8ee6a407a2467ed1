package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.streaming.records.KafkaRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** From records of Spark's Kafka source to what {@link EnrichWriter} reads, by the indexes below. */
final class EnrichColumns {
    static final int PARTITION = 0;
    static final int OFFSET = 1;
    static final int TIMESTAMP = 2;
    static final int KEY = 3;
    static final int VALUE = 4;
    static final int HEADERS = 5;
    static final int REASONS = 6;
    static final int KEY_OF_REFERENCE = 7;
    private static final int DERIVED = 8;

    private static final String SENT = "_sent_";
    private static final String SOURCE_KEY = "_key";
    private static final String SOURCE_HEADERS = "_headers";

    private EnrichColumns() {}

    /** A property of an event: its name and JSON value. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Property(String name, byte[] json) {}

    /** Leaves out what the outputs have already; see {@link SkipWritten}. */
    static Dataset<Row> unwritten(Dataset<Row> kafka, EnrichTarget target) {
        SkipWritten skip = new SkipWritten(
                target, kafka.schema().fieldIndex("partition"), kafka.schema().fieldIndex("offset"));
        return kafka.mapPartitions(skip, Encoders.row(kafka.schema()));
    }

    /**
     * Decodes and checks records as the batch side does.
     *
     * @param kafka with headers
     */
    static Dataset<Row> checked(Dataset<Row> kafka, EventSchema schema, JoinColumn on) {
        Map<String, Column> kept = Map.of(SOURCE_KEY, col("key"), SOURCE_HEADERS, col("headers"));
        return KafkaRecords.checked(schema, kafka, kept, decoded -> withSent(decoded, schema))
                .select(
                        col(RecordColumns.PARTITION),
                        col(RecordColumns.OFFSET),
                        unix_millis(col(RecordColumns.TIMESTAMP)),
                        col(SOURCE_KEY),
                        col(RecordColumns.RAW),
                        col(SOURCE_HEADERS),
                        col(RecordColumns.REASONS),
                        col(on.event()).cast("string"),
                        array(missing(schema.derived())).cast("array<string>"));
    }

    /** Keeps what the event itself says of derived fields. */
    private static Dataset<Row> withSent(Dataset<Row> decoded, EventSchema schema) {
        Dataset<Row> rows = decoded;
        for (Derived derived : schema.derived()) {
            rows = rows.withColumn(SENT + derived.field(), col(derived.field()));
        }
        return rows;
    }

    /** Of each derived field an object with it, null where the event has it. */
    private static Column[] missing(List<Derived> fields) {
        return fields.stream()
                .map(derived -> when(
                        col(SENT + derived.field()).isNull(),
                        to_json(struct(col(derived.field()).as(derived.field())))))
                .toArray(Column[]::new);
    }

    /** The derived field of that number where the event came without it. */
    static Optional<Property> derived(Row row, int number, String name) {
        String object = row.<String>getList(DERIVED).get(number);
        int start = name.length() + "{\"\":".length();
        return object == null || object.length() <= start
                ? Optional.empty()
                : Optional.of(new Property(
                        name, object.substring(start, object.length() - 1).getBytes(UTF_8)));
    }
}
