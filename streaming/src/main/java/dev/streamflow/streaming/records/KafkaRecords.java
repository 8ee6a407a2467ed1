package dev.streamflow.streaming.records;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.ObjectType;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Kafka records as typed rows with every reason why they are not clean: by the decoder and the checks of the batch
 * side, so that both sides give the same verdict on the same bytes. The functions are projections, and fit into every
 * kind of streaming query.
 */
public final class KafkaRecords {
    /** The reason of a record without a value. */
    public static final String TOMBSTONE = "tombstone";

    private static final String EVENT = "_event";
    private static final Column EPOCH = lit(Instant.EPOCH);
    /** Kafka takes any number for a time stamp; those outside of these years count as the epoch, as in landing. */
    private static final Column END_OF_RECORD_TIMES = lit(Instant.parse("+10000-01-01T00:00:00Z"));

    private KafkaRecords() {}

    /**
     * The columns of the schema, completed by the checks, and those of {@link RecordColumns}. Every record is a row; of
     * a tombstone {@code _raw} is null.
     *
     * @param records with the columns of Spark's Kafka source; more of them, such as headers, stay behind
     */
    public static Dataset<Row> checked(EventSchema schema, Dataset<Row> records) {
        return checked(schema, records, Map.of(), UnaryOperator.identity());
    }

    /**
     * The same with more.
     *
     * @param kept further columns of the records that come with them, such as headers, by the names that they get
     * @param decoded what to do with the rows before derived fields are filled in
     */
    public static Dataset<Row> checked(
            EventSchema schema, Dataset<Row> records, Map<String, Column> kept, UnaryOperator<Dataset<Row>> decoded) {
        Column reasons = col(RecordColumns.REASONS);
        // A value that is no object has one reason; rules find fault with its empty columns, which batch never sees.
        return new Checks(schema)
                .apply(decoded.apply(decoded(schema, records, kept)))
                .withColumn(
                        RecordColumns.REASONS,
                        when(col(EventFunction.IS_OBJECT), reasons).otherwise(slice(reasons, 1, 1)))
                .drop(EventFunction.IS_OBJECT);
    }

    private static Dataset<Row> decoded(EventSchema schema, Dataset<Row> records, Map<String, Column> kept) {
        Column timestamp = col("timestamp");
        List<Column> ofRecord = new ArrayList<>(List.of(
                col("partition").as(RecordColumns.PARTITION),
                col("offset").as(RecordColumns.OFFSET),
                when(timestamp.geq(EPOCH).and(timestamp.lt(END_OF_RECORD_TIMES)), timestamp)
                        .otherwise(EPOCH)
                        .as(RecordColumns.TIMESTAMP),
                col("value").as(RecordColumns.RAW),
                event(schema).as(EVENT)));
        List<Column> all = new ArrayList<>(List.of(
                col(EVENT + ".*"),
                col(RecordColumns.PARTITION),
                col(RecordColumns.OFFSET),
                col(RecordColumns.TIMESTAMP),
                col(RecordColumns.RAW)));
        kept.forEach((name, column) -> {
            ofRecord.add(column.as(name));
            all.add(col(name));
        });
        return records.select(ofRecord.toArray(Column[]::new)).select(all.toArray(Column[]::new));
    }

    /** Whether a row is a record without a value. */
    public static Column isTombstone() {
        return col(RecordColumns.RAW).isNull();
    }

    /** Whether a row is of an event that breaks its schema or a rule. */
    public static Column isQuarantined() {
        return col(RecordColumns.RAW)
                .isNotNull()
                .and(size(col(RecordColumns.REASONS)).gt(0));
    }

    /** Whether a row is of a valid event. */
    public static Column isClean() {
        return size(col(RecordColumns.REASONS)).equalTo(0);
    }

    /** Not deterministic as far as Spark knows: else a condition that is pushed down would decode a second time. */
    private static Column event(EventSchema schema) {
        EventFunction function = new EventFunction(schema);
        return ExpressionUtils.column(new Invoke(
                new Literal(function, new ObjectType(EventFunction.class)),
                "decode",
                EventFunction.type(schema),
                seq(List.of(ExpressionUtils.expression(col("value")))),
                seq(List.of()),
                false,
                true,
                false));
    }

    private static <T> Seq<T> seq(List<T> values) {
        return CollectionConverters.asScala(values).toList();
    }
}
