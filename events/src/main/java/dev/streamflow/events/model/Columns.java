package dev.streamflow.events.model;

import java.util.ArrayList;
import java.util.List;

/** The flat columns of an event: nested objects are opened up, arrays stay one column. */
public final class Columns {
    private Columns() {}

    /**
     * One column.
     *
     * @param path the properties from the top to it
     */
    public record Column(List<String> path, Field field) {
        public Column {
            path = List.copyOf(path);
        }

        /** {@code geo_country}: its name in the lake. */
        public String name() {
            return String.join("_", path);
        }

        /** {@code geo.country}: its name in a CSV file and in a reason. */
        public String dotted() {
            return String.join(".", path);
        }
    }

    /** The columns of these fields, in their order. */
    public static List<Column> of(List<Field> fields) {
        List<Column> columns = new ArrayList<>();
        collect(List.of(), fields, columns);
        return List.copyOf(columns);
    }

    private static void collect(List<String> path, List<Field> fields, List<Column> columns) {
        for (Field field : fields) {
            List<String> inner = new ArrayList<>(path);
            inner.add(field.name());
            if (field.type() instanceof FieldType.Struct nested) {
                collect(inner, nested.fields(), columns);
            } else {
                columns.add(new Column(inner, field));
            }
        }
    }
}
