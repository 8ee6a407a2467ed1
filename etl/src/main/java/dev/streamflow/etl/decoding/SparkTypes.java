package dev.streamflow.etl.decoding;

import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The Spark types of a schema's columns. */
public final class SparkTypes {
    private SparkTypes() {}

    /** The columns of silver that come from the event, in the order of the schema. */
    public static List<StructField> columns(EventSchema schema) {
        List<StructField> columns = new ArrayList<>();
        for (Columns.Column column : Columns.of(schema.fields())) {
            columns.add(DataTypes.createStructField(
                    column.name(), type(column.field().type()), true));
        }
        return columns;
    }

    public static DataType type(FieldType type) {
        if (type instanceof FieldType.Int64) {
            return DataTypes.LongType;
        } else if (type instanceof FieldType.Float64) {
            return DataTypes.DoubleType;
        } else if (type instanceof FieldType.Decimal decimal) {
            return DataTypes.createDecimalType(FieldType.Decimal.PRECISION, decimal.scale());
        } else if (type instanceof FieldType.Bool) {
            return DataTypes.BooleanType;
        } else if (type instanceof FieldType.Date) {
            return DataTypes.DateType;
        } else if (type instanceof FieldType.Timestamp) {
            return DataTypes.TimestampType;
        } else if (type instanceof FieldType.Array array) {
            return DataTypes.createArrayType(type(array.element().type()), true);
        } else if (type instanceof FieldType.Struct nested) {
            return struct(nested.fields());
        }
        return DataTypes.StringType;
    }

    /** An object within an array becomes a struct; objects within that are flattened as at the top. */
    private static StructType struct(List<Field> fields) {
        List<StructField> columns = new ArrayList<>();
        for (Columns.Column column : Columns.of(fields)) {
            columns.add(DataTypes.createStructField(
                    column.name(), type(column.field().type()), true));
        }
        return DataTypes.createStructType(columns);
    }
}
