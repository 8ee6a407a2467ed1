package dev.streamflow.streaming.load.table;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The view over a table that sums it up as the ETL's {@code daily_<topic>} does: one row per event date (UTC) and
 * combination of the schema's dimensions, with the number of events and every {@link Figure} of each measure.
 */
final class EventView {
    /** The view of the table {@code user_events}; those of other tables are named after them. */
    static final String OF_USER_EVENTS = "event_summary";

    private EventView() {}

    static String name(EventTable table) {
        return table.name().equals("user_events") ? OF_USER_EVENTS : Identifier.shortened(table.name() + "_summary");
    }

    static String definition(EventSchema schema, EventTable table) {
        Map<String, TableColumn> columns = new HashMap<>();
        table.columns().forEach(column -> columns.put(column.source(), column));
        List<String> selected = new ArrayList<>();
        String time = Identifier.quoted(columns.get(schema.eventTime().column()).name());
        selected.add("(" + time + " AT TIME ZONE 'UTC')::date AS event_date");
        schema.aggregate()
                .ifPresent(aggregate -> aggregate
                        .dimensions()
                        .forEach(name ->
                                selected.add(Identifier.quoted(columns.get(name).name()))));
        int dimensions = selected.size();
        selected.add("count(*) AS events");
        schema.aggregate()
                .ifPresent(aggregate -> aggregate
                        .measures()
                        .forEach(name ->
                                selected.addAll(figures(name, columns.get(name).name()))));
        StringBuilder groups = new StringBuilder("1");
        for (int i = 2; i <= dimensions; i++) {
            groups.append(", ").append(i);
        }
        return "CREATE VIEW " + Identifier.quoted(name(table)) + " AS SELECT " + String.join(", ", selected) + " FROM "
                + table.quoted() + " GROUP BY " + groups;
    }

    private static List<String> figures(String measure, String column) {
        return Stream.of(Figure.values())
                .map(figure -> figure.function() + "(" + Identifier.quoted(column) + ") AS "
                        + Identifier.quoted(Identifier.shortened(figure.column(measure))))
                .toList();
    }
}
