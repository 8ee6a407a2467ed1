package dev.streamflow.events.reading;

import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code x-table}: how the events' table in a database is called, and what it is searched by. */
final class TableReader {
    /** What PostgreSQL takes for a name, without having to be quoted. */
    private static final String NAME = "[a-z][a-z0-9_]{0,62}";

    private final JsonCursor cursor;
    private final Map<String, FieldType> columns = new TreeMap<>();

    TableReader(JsonCursor cursor, List<Field> fields) {
        this.cursor = cursor;
        Columns.of(fields)
                .forEach(column -> columns.put(column.name(), column.field().type()));
    }

    /**
     * The table.
     *
     * @param schema the name that it has where nothing is said
     */
    Table read(String schema, EventTime eventTime, Optional<String> key) {
        cursor.allow(Set.of("name", "indexes"));
        Optional<String> name = cursor.at("name").text();
        name.filter(text -> !text.matches(NAME))
                .ifPresent(text -> cursor.at("name")
                        .fault("must be up to 63 lower-case letters, digits and _, the first a letter"));
        return new Table(
                name.orElse(schema),
                cursor.at("indexes").exists() ? indexes(cursor.at("indexes")) : usual(eventTime.column(), key));
    }

    private static List<List<String>> usual(String time, Optional<String> key) {
        List<List<String>> indexes = new ArrayList<>(List.of(List.of(time)));
        key.filter(field -> !field.equals(time)).ifPresent(field -> indexes.add(List.of(field, time)));
        return indexes;
    }

    private List<List<String>> indexes(JsonCursor list) {
        List<List<String>> indexes = new ArrayList<>();
        for (JsonCursor index : list.elements()) {
            List<String> names = new ArrayList<>();
            for (JsonCursor element : index.elements()) {
                String name = element.requiredText();
                FieldType type = columns.get(name);
                if (type == null || type instanceof FieldType.Array || names.contains(name)) {
                    element.fault(
                            "names " + name + ", which is not a single-valued column, or is there twice; there are "
                                    + String.join(", ", columns.keySet()));
                }
                names.add(name);
            }
            if (names.isEmpty()) {
                index.fault("must be an array of columns");
            }
            indexes.add(names);
        }
        return indexes;
    }
}
