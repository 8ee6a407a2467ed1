package dev.streamflow.events.reading;

import dev.streamflow.events.model.Aggregate;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code x-aggregate}: the columns of a daily table, of which none may be there twice. */
final class AggregateReader {
    /** The table of the shop's revenue is called as that of a topic {@code revenue} would be. */
    private static final String TAKEN = "revenue";

    private final JsonCursor cursor;
    private final Map<String, FieldType> columns = new TreeMap<>();

    AggregateReader(JsonCursor cursor, List<Field> fields) {
        this.cursor = cursor;
        Columns.of(fields)
                .forEach(column -> columns.put(column.name(), column.field().type()));
    }

    Optional<Aggregate> read(String topic) {
        if (!cursor.exists()) {
            return Optional.empty();
        }
        cursor.allow(Set.of("dimensions", "measures"));
        if (topic.equalsIgnoreCase(TAKEN)) {
            cursor.fault("asks for the table daily_" + topic
                    + ", a name that is taken; x-topic can name the topic otherwise");
        }
        Aggregate aggregate =
                new Aggregate(columns(cursor.at("dimensions"), false), columns(cursor.at("measures"), true));
        distinct(aggregate);
        return Optional.of(aggregate);
    }

    private List<String> columns(JsonCursor list, boolean numeric) {
        List<String> names = new ArrayList<>();
        for (JsonCursor element : list.elements()) {
            String name = element.requiredText();
            FieldType type = columns.get(name);
            if (type == null || type instanceof FieldType.Array) {
                element.fault("names " + name + ", which is not a single-valued column; there are "
                        + String.join(", ", columns.keySet()));
            } else if (numeric && !type.isNumeric()) {
                element.fault("names " + name + ", which is not a number");
            }
            names.add(name);
        }
        return names;
    }

    /** Spark's column names do not differ by case. */
    private void distinct(Aggregate aggregate) {
        Set<String> taken = new TreeSet<>(Set.of("event_date", "events"));
        for (int i = 0; i < aggregate.dimensions().size(); i++) {
            take(aggregate.dimensions().get(i), cursor.at("dimensions").at(i), taken);
        }
        for (int i = 0; i < aggregate.measures().size(); i++) {
            for (Figure figure : Figure.values()) {
                take(
                        figure.column(aggregate.measures().get(i)),
                        cursor.at("measures").at(i),
                        taken);
            }
        }
    }

    private static void take(String column, JsonCursor at, Set<String> taken) {
        if (!taken.add(column.toLowerCase(Locale.ROOT))) {
            at.fault("gives the daily table the column " + column + ", which it has already");
        }
    }
}
