package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Kinds of rows that one job writes side by side: each has a folder of its own, and of the rows' columns those that it
 * needs.
 *
 * @param column of the rows that names their kind
 * @param types by kind: the columns that its files have, without the date
 */
public record RowKinds(String column, Map<String, StructType> types) {
    public RowKinds {
        requireNonNull(column, "column is null");
        types = Map.copyOf(types);
    }

    /**
     * The kinds of rows with these columns.
     *
     * @param columns by kind, their names
     */
    public static RowKinds of(String column, StructType rows, Map<String, List<String>> columns) {
        Map<String, StructType> types = new LinkedHashMap<>();
        columns.forEach((kind, names) -> types.put(
                kind, DataTypes.createStructType(names.stream().map(rows::apply).toArray(StructField[]::new))));
        return new RowKinds(column, types);
    }

    /** The folder of a kind's rows, within that of all of them. */
    String folder(String kind) {
        return column + "=" + kind;
    }

    /** The rows of a kind as they are read back. */
    StructType dated(String kind) {
        return EventDate.before(requireNonNull(types.get(kind), () -> "there is no kind " + kind));
    }
}
