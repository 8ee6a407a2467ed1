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
    private static final FieldType.Visitor<DataType> BY_TYPE = new ByType();

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
        return type.accept(BY_TYPE);
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

    private static final class ByType implements FieldType.Visitor<DataType> {
        @Override
        public DataType text(FieldType.Text type) {
            return DataTypes.StringType;
        }

        @Override
        public DataType uuid(FieldType.Uuid type) {
            return DataTypes.StringType;
        }

        @Override
        public DataType int64(FieldType.Int64 type) {
            return DataTypes.LongType;
        }

        @Override
        public DataType float64(FieldType.Float64 type) {
            return DataTypes.DoubleType;
        }

        @Override
        public DataType decimal(FieldType.Decimal type) {
            return DataTypes.createDecimalType(FieldType.Decimal.PRECISION, type.scale());
        }

        @Override
        public DataType bool(FieldType.Bool type) {
            return DataTypes.BooleanType;
        }

        @Override
        public DataType timestamp(FieldType.Timestamp type) {
            return DataTypes.TimestampType;
        }

        @Override
        public DataType date(FieldType.Date type) {
            return DataTypes.DateType;
        }

        @Override
        public DataType struct(FieldType.Struct type) {
            return SparkTypes.struct(type.fields());
        }

        @Override
        public DataType array(FieldType.Array type) {
            return DataTypes.createArrayType(type(type.element().type()), true);
        }
    }
}
