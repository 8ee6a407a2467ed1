package dev.streamflow.streaming.windows;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.decoding.SparkTypes;
import dev.streamflow.etl.gold.Measure;
import dev.streamflow.events.model.Aggregate;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Figure;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns the windows of a schema have.
 *
 * @param dimensions what events are counted by
 * @param measures numbers that are added up; a sum is null where no event of the window has one
 */
public record WindowTable(EventSchema schema, List<Columns.Column> dimensions, List<Columns.Column> measures) {
    static final String PANE_START = "pane_start";
    static final String EVENTS = "events";

    public WindowTable {
        requireNonNull(schema, "schema is null");
        dimensions = List.copyOf(dimensions);
        measures = List.copyOf(measures);
    }

    /**
     * The windows of a schema.
     *
     * @param by the dimensions; empty: those of {@code x-aggregate}
     * @throws UsageException if a dimension is no column of the schema, or the schema has no {@code x-aggregate}
     */
    public static WindowTable of(EventSchema schema, List<String> by) {
        Aggregate aggregate = schema.aggregate()
                .orElseThrow(() -> new UsageException(
                        "Cannot make windows of " + schema.name() + ": its schema has no x-aggregate",
                        "It says what is counted and added up."));
        List<String> names =
                by.isEmpty() ? aggregate.dimensions() : by.stream().distinct().toList();
        return new WindowTable(
                schema,
                names.stream().map(name -> dimension(schema, name)).toList(),
                aggregate.measures().stream().map(name -> find(schema, name)).toList());
    }

    private static Columns.Column dimension(EventSchema schema, String name) {
        Columns.Column column = find(schema, name);
        if (column.field().type() instanceof FieldType.Array) {
            throw new UsageException("Cannot count " + schema.name() + " by " + name + ": it has several values");
        }
        return column;
    }

    private static Columns.Column find(EventSchema schema, String name) {
        List<Columns.Column> columns = Columns.of(schema.fields());
        return columns.stream()
                .filter(column -> column.name().equals(name) || column.dotted().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "Cannot count " + schema.name() + " by " + name + ": its schema has no such column",
                        "It has "
                                + String.join(
                                        ", ",
                                        columns.stream()
                                                .map(Columns.Column::name)
                                                .toList())
                                + "."));
    }

    /** The names of the dimensions, in their order. */
    public List<String> dimensionNames() {
        return dimensions.stream().map(Columns.Column::name).toList();
    }

    /** The sums, each named {@code sum_<measure>}, exact as in {@code daily_<topic>}. */
    List<Column> sums() {
        return measures.stream()
                .map(measure -> new Measure(col(measure.name()), measure.field().type())
                        .sum()
                        .as(sumName(measure)))
                .toList();
    }

    private static String sumName(Columns.Column measure) {
        return Figure.SUM.column(measure.name());
    }

    /** The columns of a pane: its start, the dimensions, the number of events, the sums. */
    StructType paneType() {
        List<StructField> fields = new ArrayList<>();
        fields.add(DataTypes.createStructField(PANE_START, DataTypes.TimestampType, false));
        fields.addAll(values());
        return DataTypes.createStructType(fields);
    }

    /** The columns of a window, as the dashboard reads them. */
    StructType windowType() {
        List<StructField> fields = new ArrayList<>();
        fields.add(DataTypes.createStructField("query", DataTypes.StringType, false));
        fields.add(DataTypes.createStructField("window_start", DataTypes.TimestampType, false));
        fields.add(DataTypes.createStructField("window_end", DataTypes.TimestampType, false));
        fields.addAll(values());
        fields.add(DataTypes.createStructField("is_final", DataTypes.BooleanType, false));
        fields.add(DataTypes.createStructField("batch", DataTypes.LongType, false));
        return DataTypes.createStructType(fields);
    }

    private List<StructField> values() {
        List<StructField> fields = new ArrayList<>();
        for (Columns.Column dimension : dimensions) {
            fields.add(DataTypes.createStructField(
                    dimension.name(), SparkTypes.type(dimension.field().type()), true));
        }
        fields.add(DataTypes.createStructField(EVENTS, DataTypes.LongType, false));
        for (Columns.Column measure : measures) {
            fields.add(DataTypes.createStructField(
                    sumName(measure), sumType(measure.field().type()), true));
        }
        return fields;
    }

    /** As {@link Measure} has it. */
    private static DataType sumType(FieldType type) {
        if (type instanceof FieldType.Int64) {
            return DataTypes.createDecimalType(29, 0);
        } else if (type instanceof FieldType.Decimal decimal) {
            return DataTypes.createDecimalType(28, decimal.scale());
        }
        return DataTypes.DoubleType;
    }
}
