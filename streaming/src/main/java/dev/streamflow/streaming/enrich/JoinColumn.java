package dev.streamflow.streaming.enrich;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.FieldType;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which column of an event names a row of the reference.
 *
 * @param event the column of the event, as in the lake: {@code geo_country}
 * @param path the same as reasons name it: {@code geo.country}
 * @param reference the column of the reference
 * @param isInteger whether it is a whole number, which is compared as such
 */
record JoinColumn(String event, String path, String reference, boolean isInteger) {
    JoinColumn {
        requireNonNull(event, "event is null");
        requireNonNull(path, "path is null");
        requireNonNull(reference, "reference is null");
    }

    /**
     * Reads {@code product_id}, or {@code stock_code=product_id} where the two have different names. The event's column
     * may also be written as its path, {@code geo.country}.
     *
     * @throws UsageException if the schema has no such column, or one that holds neither text nor whole numbers
     */
    static JoinColumn of(EventSchema schema, String text) {
        int equals = text.indexOf('=');
        String event = equals < 0 ? text : text.substring(0, equals);
        String reference = equals < 0 ? text : text.substring(equals + 1);
        for (Columns.Column column : Columns.of(schema.fields())) {
            if (column.name().equals(event) || column.dotted().equals(event)) {
                FieldType type = column.field().type();
                boolean isInteger = type instanceof FieldType.Int64;
                if (!isInteger && !(type instanceof FieldType.Text) && !(type instanceof FieldType.Uuid)) {
                    throw new UsageException("Cannot join on " + event + ": only text and whole numbers are looked up");
                }
                return new JoinColumn(column.name(), column.dotted(), reference, isInteger);
            }
        }
        throw new UsageException(
                "Cannot join on " + event + ": the schema " + schema.name() + " has no such column",
                "It has "
                        + Columns.of(schema.fields()).stream()
                                .map(Columns.Column::name)
                                .collect(Collectors.joining(", "))
                        + "; a reference whose column has another name: --on EVENT_COLUMN=REFERENCE_COLUMN.");
    }

    /** How a cell of the reference stands in an event. */
    UnaryOperator<String> key() {
        return isInteger ? cell -> Long.toString(integer(cell)) : UnaryOperator.identity();
    }

    private static long integer(String cell) {
        try {
            return Long.parseLong(cell);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is no whole number", e);
        }
    }
}
