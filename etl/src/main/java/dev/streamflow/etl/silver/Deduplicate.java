package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.source.LandedSchema;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/** Deduplicates by id within an event date: the row with the lowest time stamp, partition and offset stays. */
public final class Deduplicate {
    /** 1 for the row that stays. */
    static final String RANK = "_rank";

    private Deduplicate() {}

    /** The columns of an event's id: the schema's {@code x-id}; without one, the record's coordinates in Kafka. */
    public static List<String> id(EventSchema schema) {
        return schema.id().isEmpty()
                ? List.of(RecordColumns.PARTITION, RecordColumns.OFFSET, RecordColumns.TIMESTAMP)
                : schema.id();
    }

    /**
     * Ranks the rows of each event.
     *
     * @param alone rows never treated as duplicates (quarantined)
     */
    static Dataset<Row> rank(EventSchema schema, Dataset<Row> rows, Column alone) {
        List<Column> event =
                new ArrayList<>(id(schema).stream().map(functions::col).toList());
        // The hash comes first, because Spark's sort compares an 8-byte prefix and most rows share the date.
        event.add(0, xxhash64(event.toArray(Column[]::new)));
        event.add(col(EventDate.NAME));
        Column single = mayBeAbsent(schema) ? alone.or(allAbsent(schema)) : alone;
        event.add(when(single, struct(LandedSchema.RUN, RecordColumns.PARTITION, RecordColumns.OFFSET)));
        WindowSpec sameEvent = Window.partitionBy(event.toArray(Column[]::new))
                .orderBy(
                        col(RecordColumns.TIMESTAMP),
                        col(RecordColumns.PARTITION),
                        col(RecordColumns.OFFSET),
                        col(LandedSchema.RUN));
        return rows.withColumn(RANK, row_number().over(sameEvent));
    }

    /** Events without any id are not duplicates of each other. */
    public static Column allAbsent(EventSchema schema) {
        return id(schema).stream()
                .map(name -> col(name).isNull())
                .reduce(Column::and)
                .orElseThrow();
    }

    private static boolean mayBeAbsent(EventSchema schema) {
        return schema.id().stream()
                .noneMatch(name -> schema.field(name).map(Field::required).orElse(false));
    }
}
