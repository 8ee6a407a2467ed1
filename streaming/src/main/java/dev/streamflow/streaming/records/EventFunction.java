package dev.streamflow.streaming.records;

import dev.streamflow.etl.decoding.EventDecoder;
import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Decodes the value of a Kafka record within an expression. Public because Spark's generated code calls it; each task
 * has its own copy.
 */
public final class EventFunction implements Serializable {
    static final String IS_OBJECT = "_is_object";

    private final String name;
    private final String document;
    private transient EventDecoder decoder;
    private transient JsonObjectValidator validator;
    private transient int width;

    EventFunction(EventSchema schema) {
        this.name = schema.name();
        this.document = schema.document();
    }

    /**
     * What {@link #decode} returns: the columns of the schema, then whether the value is an object at all, and the
     * reasons.
     */
    static StructType type(EventSchema schema) {
        List<StructField> columns = new ArrayList<>(RecordColumns.ofValue(schema));
        columns.add(DataTypes.createStructField(IS_OBJECT, DataTypes.BooleanType, false));
        columns.add(DataTypes.createStructField(
                RecordColumns.REASONS, DataTypes.createArrayType(DataTypes.StringType, false), false));
        return DataTypes.createStructType(columns);
    }

    /**
     * The row of a record's value. What landing would reject has landing's code as its reason, {@code json:truncated};
     * a tombstone has {@link KafkaRecords#TOMBSTONE}.
     *
     * @param value null for a tombstone
     */
    public InternalRow decode(byte[] value) {
        if (decoder == null) {
            start();
        }
        Object[] cells = new Object[width + 2];
        if (value == null) {
            return row(cells, false, reason(KafkaRecords.TOMBSTONE));
        }
        ValidationResult found = validator.validate(value, 0, value.length);
        return found == ValidationResult.OBJECT
                ? row(cells, true, decoder.decode(value, cells))
                : row(cells, false, reason("json:" + found.code()));
    }

    private InternalRow row(Object[] cells, boolean isObject, ArrayData reasons) {
        cells[width] = isObject;
        cells[width + 1] = reasons;
        return new GenericInternalRow(cells);
    }

    private void start() {
        EventSchema schema = SchemaReader.parse(name, document);
        List<StructField> columns = RecordColumns.ofValue(schema);
        width = columns.size();
        validator = new JsonObjectValidator(schema.eventTime().keys());
        decoder = new EventDecoder(schema, DataTypes.createStructType(columns));
    }

    private static GenericArrayData reason(String reason) {
        return new GenericArrayData(new Object[] {UTF8String.fromString(reason)});
    }
}
