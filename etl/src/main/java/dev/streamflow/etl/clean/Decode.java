package dev.streamflow.etl.clean;

import dev.streamflow.events.EventSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Landed lines to typed rows: one row per line, with the columns of the schema and those below. A line is read once, by a streaming
 * parser that knows the schema, because there every reason, the raw bytes and the coordinates are at hand; Spark's own JSON
 * source costs several times as much and keeps one reason at most.
 */
public final class Decode {
    /** The Kafka partition; -1 where the line has no coordinates. */
    public static final String PARTITION = "_partition";
    /** The Kafka offset. */
    public static final String OFFSET = "_offset";
    /** The record's time stamp in Kafka. */
    public static final String TIMESTAMP = "_timestamp";
    /** The record's value as it was sent. */
    public static final String RAW = "_raw";
    /** Why the record is not clean; empty where it is. */
    public static final String REASONS = "_reasons";

    private Decode() {}

    /** @param lines one binary column, a landed line each */
    public static Dataset<Row> lines(Dataset<byte[]> lines, EventSchema schema) {
        String name = schema.name();
        String document = schema.document();
        MapPartitionsFunction<byte[], Row> decode = partition -> new LineDecoder(name, document).rows(partition);
        return lines.mapPartitions(decode, Encoders.row(type(schema)));
    }

    static StructType type(EventSchema schema) {
        List<StructField> columns = new ArrayList<>(RowTypes.columns(schema));
        columns.add(DataTypes.createStructField(PARTITION, DataTypes.IntegerType, false));
        columns.add(DataTypes.createStructField(OFFSET, DataTypes.LongType, false));
        columns.add(DataTypes.createStructField(TIMESTAMP, DataTypes.TimestampType, false));
        columns.add(DataTypes.createStructField(RAW, DataTypes.BinaryType, false));
        columns.add(
                DataTypes.createStructField(REASONS, DataTypes.createArrayType(DataTypes.StringType, false), false));
        return DataTypes.createStructType(columns);
    }
}
