package dev.streamflow.etl.decoding;

import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The columns of a decoded Kafka record: those of its schema, and those below, which have a value in every row. */
public final class RecordColumns {
    /** The Kafka partition; -1 where a landed line has no coordinates. */
    public static final String PARTITION = "_partition";
    /** The Kafka offset; -1 where a landed line has no coordinates. */
    public static final String OFFSET = "_offset";
    /** The record's time stamp in Kafka. */
    public static final String TIMESTAMP = "_timestamp";
    /** The record's value as it was sent. */
    public static final String RAW = "_raw";
    /** Why the record is not clean; empty where it is. */
    public static final String REASONS = "_reasons";

    private RecordColumns() {}

    /** The columns from the record's value, in the order of the schema; any of them may be null. */
    public static List<StructField> ofValue(EventSchema schema) {
        return SparkTypes.columns(schema);
    }

    /** The columns that describe the record. */
    public static List<StructField> ofRecord() {
        List<StructField> columns = new ArrayList<>();
        columns.add(required(PARTITION, DataTypes.IntegerType));
        columns.add(required(OFFSET, DataTypes.LongType));
        columns.add(required(TIMESTAMP, DataTypes.TimestampType));
        columns.add(required(RAW, DataTypes.BinaryType));
        columns.add(required(REASONS, DataTypes.createArrayType(DataTypes.StringType, false)));
        return columns;
    }

    private static StructField required(String name, DataType type) {
        return DataTypes.createStructField(name, type, false);
    }
}
