package dev.streamflow.streaming.load.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.decoding.SparkTypes;
import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.load.table.TableColumn;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Checked rows as rows of the staging table: of a clean one the columns, of another one its reasons and how it stands
 * in the file. What PostgreSQL cannot hold is a reason as well: {@code name:nul} for the character U+0000,
 * {@code name:too-long} for text that no index takes.
 */
public final class RowEncoder {
    /** A third of a page is what an index entry may take; 2,704 bytes with what stands in front of the text. */
    static final int LONGEST_INDEXED = 2_600;

    private static final String NUL_FOR_PEOPLE = "\u2400";

    private final List<TableColumn> columns;
    private final List<DataType> types;
    private final int[] at;
    private final int line;
    private final int raw;
    private final int reasons;
    private final int[][] indexes;
    private final BinaryRow row = new BinaryRow();
    private final JsonBytes json = new JsonBytes();
    private final List<String> unfit = new ArrayList<>();

    /** @param type of the rows */
    public RowEncoder(EventTable table, StructType type) {
        this.columns = table.columns();
        this.types =
                columns.stream().map(column -> SparkTypes.type(column.type())).toList();
        this.at = columns.stream()
                .mapToInt(column -> type.fieldIndex(column.source()))
                .toArray();
        this.line = type.fieldIndex(RecordColumns.OFFSET);
        this.raw = type.fieldIndex(RecordColumns.RAW);
        this.reasons = type.fieldIndex(RecordColumns.REASONS);
        Map<String, Integer> byName = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            byName.put(columns.get(i).name(), i);
        }
        this.indexes = table.textIndexes().stream()
                .map(index -> index.stream()
                        .mapToInt(column -> byName.get(column.name()))
                        .toArray())
                .toArray(int[][]::new);
    }

    /** The definition of the staging table's columns, and their order. */
    public static String staging(EventTable table) {
        StringBuilder definition = new StringBuilder("_line bigint, _reasons text[], _raw text, _raw_bytes bytea");
        for (int i = 0; i < table.columns().size(); i++) {
            definition
                    .append(", c")
                    .append(i)
                    .append(' ')
                    .append(table.columns().get(i).postgresType());
        }
        return definition.toString();
    }

    /** The staging table's columns that hold the event's, in the order of the table's. */
    public static String stagedColumns(EventTable table) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            names.add("c" + i);
        }
        return String.join(", ", names);
    }

    /** Encodes a row; {@link #bytes} and {@link #length} have it until the next one. */
    public void encode(InternalRow source) {
        unfit.clear();
        ArrayData found = source.getArray(reasons);
        if (found.numElements() == 0) {
            clean(source);
            if (unfit.isEmpty()) {
                return;
            }
        }
        for (int i = 0; i < found.numElements(); i++) {
            unfit.add(found.getUTF8String(i).toString());
        }
        quarantined(source);
    }

    public byte[] bytes() {
        return row.bytes();
    }

    public int length() {
        return row.length();
    }

    private void clean(InternalRow source) {
        row.start(columns.size() + 4)
                .int64(source.getLong(line))
                .nothing()
                .nothing()
                .nothing();
        for (int i = 0; i < at.length; i++) {
            if (source.isNullAt(at[i])) {
                row.nothing();
            } else {
                value(source, i);
            }
        }
        for (int[] index : indexes) {
            int bytes = 0;
            for (int column : index) {
                bytes += source.isNullAt(at[column])
                        ? 0
                        : source.getUTF8String(at[column]).numBytes();
            }
            if (bytes > LONGEST_INDEXED) {
                reason(columns.get(longest(source, index)), "too-long");
            }
        }
    }

    private int longest(InternalRow source, int[] index) {
        int longest = index[0];
        int most = -1;
        for (int column : index) {
            int bytes = source.isNullAt(at[column])
                    ? 0
                    : source.getUTF8String(at[column]).numBytes();
            if (bytes > most) {
                most = bytes;
                longest = column;
            }
        }
        return longest;
    }

    private void value(InternalRow source, int i) {
        DataType type = types.get(i);
        if (type instanceof ArrayType array) {
            ArrayJson.write(source.getArray(at[i]), array.elementType(), json.clear());
            if (holdsEscapedNul()) {
                reason(columns.get(i), "nul");
            }
            row.jsonb(json.array(), json.length());
        } else if (type instanceof DecimalType decimal) {
            row.numeric(source.getDecimal(at[i], decimal.precision(), decimal.scale())
                    .toJavaBigDecimal());
        } else if (type.equals(DataTypes.LongType)) {
            row.int64(source.getLong(at[i]));
        } else if (type.equals(DataTypes.DoubleType)) {
            row.float64(source.getDouble(at[i]));
        } else if (type.equals(DataTypes.BooleanType)) {
            row.bool(source.getBoolean(at[i]));
        } else if (type.equals(DataTypes.DateType)) {
            row.date(source.getInt(at[i]));
        } else if (type.equals(DataTypes.TimestampType)) {
            row.timestamp(source.getLong(at[i]));
        } else {
            text(source.getUTF8String(at[i]), columns.get(i));
        }
    }

    private void text(UTF8String value, TableColumn column) {
        byte[] bytes = value.getBytes();
        if (contains(bytes, bytes.length, (byte) 0)) {
            reason(column, "nul");
        }
        row.raw(bytes);
    }

    private void reason(TableColumn column, String what) {
        String reason = column.field() + ":" + what;
        if (!unfit.contains(reason)) {
            unfit.add(reason);
        }
    }

    /** JSON has it as an escape, behind an even number of backslashes that escape each other. */
    private boolean holdsEscapedNul() {
        String text = json.toString();
        for (int at = text.indexOf("\\u0000"); at >= 0; at = text.indexOf("\\u0000", at + 1)) {
            int slashes = 0;
            while (at - slashes - 1 >= 0 && text.charAt(at - slashes - 1) == '\\') {
                slashes++;
            }
            if (slashes % 2 == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] bytes, int length, byte wanted) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The row as text for people, and byte by byte where that is not the whole truth. */
    private void quarantined(InternalRow source) {
        byte[] stands = source.getBinary(raw);
        String text = exact(stands);
        boolean isExact = text != null && text.indexOf('\0') < 0;
        row.start(columns.size() + 4)
                .int64(source.getLong(line))
                .texts(unfit.stream()
                        .map(reason -> reason.replace("\0", NUL_FOR_PEOPLE))
                        .toList());
        row.text(isExact ? text : new String(stands, UTF_8).replace("\0", NUL_FOR_PEOPLE));
        if (isExact) {
            row.nothing();
        } else {
            row.raw(stands);
        }
        columns.forEach(column -> row.nothing());
    }

    private static String exact(byte[] bytes) {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
