package dev.streamflow.dashboard.pages;

import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Rule;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What was asked for, where a reason says that it was not met: of every line, or by the schema as it is today: a rule's
 * own condition, a field's own bound.
 */
final class ReasonText {
    private static final String RULE = "rule:";
    /** Whatever the schema. */
    private static final Map<String, String> OF_EVERY_LINE = Map.of(
            "json:malformed", "JSON, its numbers of at most 1,000 digits",
            "json:duplicate-key", "each key once in an object",
            "json:coordinates", "its place in Kafka, as landing writes it");

    static final String NO_SCHEMA = "(this topic has no schema here)";
    static final String NOT_ANY_MORE = "(nothing any more: the schema is another one now)";

    private static final Map<String, Function<Constraints, Optional<?>>> BOUNDS = Map.of(
            "minimum", Constraints::minimum,
            "maximum", Constraints::maximum,
            "exclusiveMinimum", Constraints::exclusiveMinimum,
            "exclusiveMaximum", Constraints::exclusiveMaximum,
            "pattern", Constraints::pattern,
            "minLength", constraints -> boxed(constraints.minLength()),
            "maxLength", constraints -> boxed(constraints.maxLength()),
            "minItems", constraints -> boxed(constraints.minItems()),
            "maxItems", constraints -> boxed(constraints.maxItems()));

    private ReasonText() {}

    /** In brackets where nothing is known to be asked for. */
    static String of(Optional<EventSchema> schema, String reason) {
        return Optional.ofNullable(OF_EVERY_LINE.get(reason))
                .orElseGet(() ->
                        schema.map(one -> of(one, reason).orElse(NOT_ANY_MORE)).orElse(NO_SCHEMA));
    }

    private static Optional<String> of(EventSchema schema, String reason) {
        if (reason.startsWith(RULE)) {
            String name = reason.substring(RULE.length());
            return schema.rules().stream()
                    .filter(rule -> rule.name().equals(name))
                    .findFirst()
                    .map(Rule::condition);
        }
        int colon = reason.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String keyword = reason.substring(colon + 1);
        return Columns.of(schema.fields()).stream()
                .filter(column -> column.dotted().equals(reason.substring(0, colon)))
                .findFirst()
                .flatMap(column -> asks(column.field(), keyword));
    }

    private static Optional<String> asks(Field field, String keyword) {
        return switch (keyword) {
            case "type" -> Optional.of("a value of type " + type(field.type()));
            case "required" -> Optional.of("a value in every event");
            case "format" -> Optional.of("a date, time or UUID in the field's format");
            case "multipleOf" -> Optional.of("no more digits behind the point than are kept");
            case "range" -> Optional.of("a value that its type can hold, or a plausible event time");
            case "surrogate" -> Optional.of("text that UTF-8 can hold");
            case "derived" -> Optional.of("the value that its expression gives");
            case "enum" ->
                Optional.of("one of " + String.join(", ", field.constraints().allowed()));
            default ->
                Optional.ofNullable(BOUNDS.get(keyword))
                        .flatMap(bound -> bound.apply(field.constraints()))
                        .map(value -> keyword + " " + value);
        };
    }

    private static String type(FieldType type) {
        return type.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
