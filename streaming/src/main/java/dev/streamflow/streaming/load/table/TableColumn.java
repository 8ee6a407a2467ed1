package dev.streamflow.streaming.load.table;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.model.FieldType;

/**
 * A column of the table, and of what is copied into it.
 *
 * @param name in the table
 * @param source its name in silver, {@code geo_country}
 * @param field its name in a reason, {@code geo.country}
 * @param type what it holds
 * @param postgresType its type in the table
 * @param isRequired whether a clean row always has a value
 */
public record TableColumn(
        String name, String source, String field, FieldType type, String postgresType, boolean isRequired) {
    public TableColumn {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        requireNonNull(field, "field is null");
        requireNonNull(type, "type is null");
        requireNonNull(postgresType, "postgresType is null");
    }

    String definition() {
        return Identifier.quoted(name) + " " + postgresType + (isRequired ? " NOT NULL" : "");
    }

    boolean isText() {
        return postgresType.equals("text");
    }
}
