package dev.streamflow.producers.replay;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.Field;
import dev.streamflow.events.FieldType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The first row of a CSV file, for a schema that it serves: it has every required column, and none twice. */
record CsvHeader(List<String> columns, List<String> ignored) {
    /** @throws CommandException if the header lacks a required column or has one twice, with the columns it has */
    static CsvHeader of(EventSchema schema, List<String> columns, Path file) {
        Set<String> ignored = new LinkedHashSet<>();
        for (String column : columns) {
            if (!ignored.add(column)) {
                throw new OperationFailedException(
                        "Cannot read " + file + ": its header has column " + column + " twice");
            }
        }
        List<String> missing = new ArrayList<>();
        missing("", schema.fields(), new HashSet<>(columns), missing);
        if (!missing.isEmpty()) {
            throw new OperationFailedException(
                    "Cannot read " + file + ": it lacks column " + String.join(", ", missing) + "; it has "
                            + (columns.isEmpty() ? "none" : String.join(", ", columns)),
                    columns.size() == 1
                            ? "A file with another separator than a comma is read with --separator."
                            : "A field's x-source in the schema " + schema.name()
                                    + " says which column it is read from.");
        }
        forget("", schema.fields(), ignored);
        return new CsvHeader(List.copyOf(columns), List.copyOf(ignored));
    }

    private static void missing(String path, List<Field> fields, Set<String> columns, List<String> missing) {
        for (Field field : fields) {
            if (field.required() && field.type() instanceof FieldType.Nested nested) {
                missing(path + field.name() + ".", nested.fields(), columns, missing);
            } else if (field.required() && !columns.contains(column(path, field))) {
                missing.add(column(path, field));
            }
        }
    }

    private static void forget(String path, List<Field> fields, Set<String> columns) {
        for (Field field : fields) {
            if (field.type() instanceof FieldType.Nested nested) {
                forget(path + field.name() + ".", nested.fields(), columns);
            } else {
                columns.remove(column(path, field));
            }
        }
    }

    /** Where a field is read from; negative where the file does not have it. */
    int index(String path, Field field) {
        return columns.indexOf(column(path, field));
    }

    private static String column(String path, Field field) {
        return field.source().orElse(path + field.name());
    }
}
