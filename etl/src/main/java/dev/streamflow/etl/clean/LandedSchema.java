package dev.streamflow.etl.clean;

import dev.streamflow.events.EventSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Landed lines to typed rows: one row per line, with the columns of the schema and those below. A line is read once, by a streaming
 * parser that knows the schema, because there every reason, the raw bytes and the coordinates are at hand; Spark's own JSON
 * source costs several times as much and keeps one reason at most.
 */
public final class LandedSchema {
    /** The date (UTC) whose folder the line has landed in. */
    public static final String EVENT_DATE = "event_date";
    /** The run that landed the line; with partition and offset it names one line, also after a topic was made anew. */
    public static final String RUN = "_run";
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

    private LandedSchema() {}

    static StructType type(EventSchema schema) {
        List<StructField> columns = new ArrayList<>(SparkTypes.columns(schema));
        columns.add(always(EVENT_DATE, DataTypes.DateType));
        columns.add(always(RUN, DataTypes.IntegerType));
        columns.add(always(PARTITION, DataTypes.IntegerType));
        columns.add(always(OFFSET, DataTypes.LongType));
        columns.add(always(TIMESTAMP, DataTypes.TimestampType));
        columns.add(always(RAW, DataTypes.BinaryType));
        columns.add(always(REASONS, DataTypes.createArrayType(DataTypes.StringType, false)));
        return DataTypes.createStructType(columns);
    }

    private static StructField always(String name, DataType type) {
        return DataTypes.createStructField(name, type, false);
    }
}
