package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.source.LandedSchema;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.sketch.BloomFilter;

/** Deduplicates by id within an event date: the row with the lowest time stamp, partition and offset stays. */
public final class Deduplicate {
    /** 1 for the row that stays. */
    static final String RANK = "_rank";

    private static final String HASH = "_hash";
    /** Repeated ids that are told from others; with more than these, ids that are there once pass for repeated. */
    private static final long FILTER_IDS = 1_000_000;

    private static final double FILTER_ERROR = 0.01;

    private Deduplicate() {}

    /** The columns of an event's id: the schema's {@code x-id}; without one, the record's coordinates in Kafka. */
    public static List<String> id(EventSchema schema) {
        return schema.id().isEmpty()
                ? List.of(RecordColumns.PARTITION, RecordColumns.OFFSET, RecordColumns.TIMESTAMP)
                : schema.id();
    }

    /**
     * Whether a row's id may be there twice on its date: of few ids that are there once, and of every other. Reads as
     * much of the rows as that takes; holds some megabytes, however many there are.
     */
    static Column mayBeRepeated(EventSchema schema, Dataset<Row> rows) {
        BloomFilter repeated = rows.where(not(allAbsent(schema)))
                .groupBy(hash(schema).as(HASH))
                .count()
                .where(col("count").gt(1))
                .select(HASH)
                // Spark has no filter of no rows; any row does.
                .union(rows.sparkSession().range(1).toDF())
                .stat()
                .bloomFilter(HASH, FILTER_IDS, FILTER_ERROR);
        UserDefinedFunction contains = udf((UDF1<Long, Boolean>) repeated::mightContainLong, DataTypes.BooleanType);
        return not(allAbsent(schema)).and(contains.apply(hash(schema)));
    }

    /** Ranks the rows of each event. */
    static Dataset<Row> rank(EventSchema schema, Dataset<Row> rows) {
        // The hash comes first, because Spark's sort compares an 8-byte prefix and most rows share the date.
        List<Column> event = new ArrayList<>(List.of(hash(schema)));
        event.addAll(key(schema));
        WindowSpec sameEvent = Window.partitionBy(event.toArray(Column[]::new))
                .orderBy(
                        col(RecordColumns.TIMESTAMP),
                        col(RecordColumns.PARTITION),
                        col(RecordColumns.OFFSET),
                        col(LandedSchema.RUN));
        return rows.withColumn(RANK, row_number().over(sameEvent));
    }

    private static Column hash(EventSchema schema) {
        return xxhash64(key(schema).toArray(Column[]::new));
    }

    private static List<Column> key(EventSchema schema) {
        return Stream.concat(id(schema).stream(), Stream.of(EventDate.NAME))
                .map(name -> col(name))
                .toList();
    }

    /** Events without any id are not duplicates of each other. */
    public static Column allAbsent(EventSchema schema) {
        return id(schema).stream()
                .map(name -> col(name).isNull())
                .reduce(Column::and)
                .orElseThrow();
    }
}
