package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.Aggregate;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is added up of a schema's events.
 *
 * @param amount a numeric column
 * @param by the column of categories
 */
record PurchaseColumns(EventSchema schema, String amount, FieldType type, String by) {
    PurchaseColumns {
        requireNonNull(schema, "schema is null");
        requireNonNull(amount, "amount is null");
        requireNonNull(type, "type is null");
        requireNonNull(by, "by is null");
    }

    /**
     * The columns asked for; else of the schema's {@code x-aggregate} its first measure that is money, or its last one,
     * and its first dimension.
     *
     * @param amount and {@code by}: a column such as {@code location_country}, or a field such as
     *     {@code location.country}
     * @throws UsageException if the schema has no such column, or nothing says which
     */
    static PurchaseColumns of(EventSchema schema, Optional<String> amount, Optional<String> by) {
        List<Columns.Column> columns = Columns.of(schema.fields());
        List<Columns.Column> numbers = columns.stream()
                .filter(column -> column.field().type().isNumeric())
                .toList();
        Columns.Column money = amount.map(name -> find("--amount", name, schema, numbers))
                .or(() -> measure(schema, numbers))
                .orElseThrow(() -> unclear("--amount", "measures", schema, numbers));
        List<Columns.Column> single = columns.stream()
                .filter(column -> !(column.field().type() instanceof FieldType.Array))
                .toList();
        Columns.Column category = by.map(name -> find("--by", name, schema, single))
                .or(() -> dimension(schema, single))
                .orElseThrow(() -> unclear("--by", "dimensions", schema, single));
        return new PurchaseColumns(schema, money.name(), money.field().type(), category.name());
    }

    private static Optional<Columns.Column> measure(EventSchema schema, List<Columns.Column> numbers) {
        List<Columns.Column> measures = of(schema.aggregate().map(Aggregate::measures), numbers);
        Predicate<Columns.Column> isMoney = column -> column.field().type() instanceof FieldType.Decimal;
        return measures.stream()
                .filter(isMoney)
                .findFirst()
                .or(() -> measures.stream().reduce((first, second) -> second));
    }

    private static Optional<Columns.Column> dimension(EventSchema schema, List<Columns.Column> single) {
        return of(schema.aggregate().map(Aggregate::dimensions), single).stream()
                .findFirst();
    }

    private static List<Columns.Column> of(Optional<List<String>> names, List<Columns.Column> columns) {
        return names.orElse(List.of()).stream()
                .flatMap(name -> columns.stream().filter(column -> column.name().equals(name)))
                .toList();
    }

    private static Columns.Column find(String option, String name, EventSchema schema, List<Columns.Column> columns) {
        return columns.stream()
                .filter(column -> column.name().equals(name) || column.dotted().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("Cannot use " + option + " " + name + ": schema " + schema.name()
                        + " has no such column; there are " + names(columns)));
    }

    private static UsageException unclear(
            String option, String what, EventSchema schema, List<Columns.Column> columns) {
        return new UsageException(
                "Cannot add up " + schema.name() + ": its x-aggregate names no " + what,
                "Say which column with " + option + "; there are " + names(columns) + ".");
    }

    private static String names(List<Columns.Column> columns) {
        return columns.isEmpty()
                ? "none"
                : columns.stream().map(Columns.Column::name).collect(Collectors.joining(", "));
    }
}
