package dev.streamflow.etl.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.silver.Silver;
import dev.streamflow.events.model.Additivity;
import dev.streamflow.events.model.Aggregate;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Figure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code daily_<topic>}, the table that a schema's {@code x-aggregate} asks for: one row per event date (UTC) and
 * combination of the dimensions that occurs, with the number of events and every {@link Figure} of each measure.
 * {@link Measure} has the types.
 */
public final class DailyTopic implements GoldTable {
    private final EventSchema schema;
    private final Aggregate aggregate;

    private DailyTopic(EventSchema schema, Aggregate aggregate) {
        this.schema = schema;
        this.aggregate = aggregate;
    }

    /** The table of a schema, if it asks for one. */
    public static Optional<GoldTable> of(EventSchema schema) {
        return schema.aggregate().map(aggregate -> new DailyTopic(schema, aggregate));
    }

    private String topic() {
        return schema.topic().name();
    }

    @Override
    public String name() {
        return "daily_" + topic();
    }

    @Override
    public Set<String> topics() {
        return Set.of(topic());
    }

    @Override
    public List<String> grain() {
        return aggregate.dimensions();
    }

    /** A field that may be absent is null as a dimension, and so are the measures of a group that has none. */
    @Override
    public Set<String> nullable() {
        Set<String> nullable = new HashSet<>(aggregate.dimensions());
        for (String measure : aggregate.measures()) {
            Stream.of(Figure.values())
                    .filter(figure -> figure != Figure.COUNT)
                    .forEach(figure -> nullable.add(figure.column(measure)));
        }
        return nullable;
    }

    @Override
    public List<GoldColumn> columns() {
        List<GoldColumn> columns = new ArrayList<>(List.of(GoldColumn.of("events", Additivity.SUM)));
        for (String measure : aggregate.measures()) {
            for (Figure figure : Figure.values()) {
                columns.add(
                        figure == Figure.AVG
                                ? GoldColumn.ratio(
                                        figure.column(measure),
                                        Figure.SUM.column(measure),
                                        Figure.COUNT.column(measure))
                                : GoldColumn.of(figure.column(measure), figure.additivity()));
            }
        }
        return columns;
    }

    @Override
    public Dataset<Row> of(Silver silver) {
        List<Column> key = new ArrayList<>(List.of(col(EventDate.NAME)));
        aggregate.dimensions().forEach(name -> key.add(col(name)));
        Map<String, FieldType> types = Columns.of(schema.fields()).stream()
                .collect(Collectors.toMap(
                        Columns.Column::name, column -> column.field().type()));
        List<Column> measures = new ArrayList<>();
        for (String name : aggregate.measures()) {
            Measure measure = new Measure(col(name), types.get(name));
            for (Figure figure : Figure.values()) {
                measures.add(measure.of(figure).as(figure.column(name)));
            }
        }
        return silver.table(topic())
                .groupBy(key.toArray(Column[]::new))
                .agg(count(lit(1)).as("events"), measures.toArray(Column[]::new));
    }
}
