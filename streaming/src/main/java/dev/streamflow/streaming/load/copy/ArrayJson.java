package dev.streamflow.streaming.load.copy;

import dev.streamflow.events.json.JsonBytes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** An array of silver as JSON: numbers with their digits, times in ISO 8601 and UTC, objects without what is absent. */
final class ArrayJson {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ArrayJson() {}

    static void write(ArrayData array, DataType element, JsonBytes json) {
        json.raw('[');
        for (int i = 0; i < array.numElements(); i++) {
            if (i > 0) {
                json.raw(',');
            }
            value(array, i, element, json);
        }
        json.raw(']');
    }

    private static void object(SpecializedGetters row, StructType type, JsonBytes json) {
        char separator = '{';
        for (int i = 0; i < type.size(); i++) {
            StructField field = type.apply(i);
            if (!row.isNullAt(i)) {
                json.raw(separator).string(field.name()).raw(':');
                value(row, i, field.dataType(), json);
                separator = ',';
            }
        }
        if (separator == '{') {
            json.raw('{');
        }
        json.raw('}');
    }

    private static void value(SpecializedGetters row, int at, DataType type, JsonBytes json) {
        if (row.isNullAt(at)) {
            json.raw("null");
        } else if (type instanceof ArrayType array) {
            write(row.getArray(at), array.elementType(), json);
        } else if (type instanceof StructType struct) {
            object(row.getStruct(at, struct.size()), struct, json);
        } else if (type instanceof DecimalType decimal) {
            json.raw(row.getDecimal(at, decimal.precision(), decimal.scale())
                    .toJavaBigDecimal()
                    .toPlainString());
        } else if (type.equals(DataTypes.LongType)) {
            json.number(row.getLong(at));
        } else if (type.equals(DataTypes.DoubleType)) {
            json.raw(Double.toString(row.getDouble(at)));
        } else if (type.equals(DataTypes.BooleanType)) {
            json.raw(Boolean.toString(row.getBoolean(at)));
        } else if (type.equals(DataTypes.DateType)) {
            json.raw('"').raw(LocalDate.ofEpochDay(row.getInt(at)).toString()).raw('"');
        } else if (type.equals(DataTypes.TimestampType)) {
            json.raw('"')
                    .raw(TIME.format(Instant.EPOCH.plus(row.getLong(at), ChronoUnit.MICROS)))
                    .raw('"');
        } else {
            json.string(row.getUTF8String(at).toString());
        }
    }
}
