package dev.streamflow.etl.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.events.EventSchema;
import dev.streamflow.events.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** One row per event of one date: of several with one id, the one with the lowest time stamp, partition and offset stays. */
public final class Deduplicate {
    private static final String RANK = "_rank";

    private Deduplicate() {}

    /** By the schema's {@code x-id}; without one, by the record's coordinates. */
    public static Dataset<Row> by(EventSchema schema, Dataset<Row> valid) {
        WindowSpec sameEvent = Window.partitionBy(key(schema))
                .orderBy(col(Decode.TIMESTAMP), col(Decode.PARTITION), col(Decode.OFFSET));
        return valid.withColumn(RANK, row_number().over(sameEvent))
                .where(col(RANK).equalTo(1))
                .drop(RANK);
    }

    private static Column[] key(EventSchema schema) {
        if (schema.id().isEmpty()) {
            return new Column[] {col(Decode.PARTITION), col(Decode.OFFSET)};
        }
        List<Column> key = new ArrayList<>();
        schema.id().forEach(name -> key.add(col(name)));
        boolean mayBeAbsent = schema.id().stream()
                .noneMatch(name -> schema.field(name).map(Field::required).orElse(false));
        if (mayBeAbsent) {
            // Events without any id are not one event; the record tells them apart.
            Column absent = key.stream().map(Column::isNull).reduce(Column::and).orElseThrow();
            key.add(when(absent, struct(Decode.PARTITION, Decode.OFFSET)));
        }
        return key.toArray(Column[]::new);
    }
}
