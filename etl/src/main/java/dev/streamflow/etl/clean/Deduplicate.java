package dev.streamflow.etl.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.streamflow.events.EventSchema;
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
        List<String> id = schema.id().isEmpty() ? List.of(Decode.PARTITION, Decode.OFFSET) : schema.id();
        Column[] key = id.stream().map(name -> col(name)).toArray(Column[]::new);
        WindowSpec sameEvent =
                Window.partitionBy(key).orderBy(col(Decode.TIMESTAMP), col(Decode.PARTITION), col(Decode.OFFSET));
        return valid.withColumn(RANK, row_number().over(sameEvent))
                .where(col(RANK).equalTo(1))
                .drop(RANK);
    }
}
