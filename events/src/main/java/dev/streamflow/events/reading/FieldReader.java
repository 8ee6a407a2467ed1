package dev.streamflow.events.reading;

import dev.streamflow.events.model.CellFormat;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import dev.streamflow.events.time.TimestampFormat;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code properties}: names, types and how values are drawn. */
final class FieldReader {
    private static final Set<String> COMMON = Set.of(
            "type",
            "title",
            "description",
            "examples",
            "$comment",
            "x-generate",
            "x-source",
            "x-missing",
            "x-decimal",
            "x-true",
            "x-false");
    private static final Set<String> OF_STRING = Set.of("enum", "pattern", "minLength", "maxLength", "format");
    private static final Set<String> OF_NUMBER =
            Set.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf");
    private static final Set<String> OF_OBJECT = Set.of("properties", "required", "additionalProperties");
    private static final Set<String> OF_ARRAY = Set.of("items", "minItems", "maxItems");
    private static final FieldType.Text TEXT = new FieldType.Text();

    private final GenerateReader generateReader;
    private final TimestampFormat eventTime;
    private final CellFormat cells;

    /**
     * A reader of fields.
     *
     * @param eventTime the format of the event's time
     * @param cells how CSV cells are written where a field does not say
     */
    FieldReader(Path folder, TimestampFormat eventTime, CellFormat cells) {
        this.generateReader = new GenerateReader(folder);
        this.eventTime = eventTime;
        this.cells = cells;
    }

    /**
     * The fields of an object.
     *
     * @param timePath the properties from here to the event's time; empty where it is not in here
     */
    List<Field> fields(JsonCursor object, List<String> timePath) {
        JsonCursor properties = object.at("properties");
        Set<String> required = required(object.at("required"), properties.keys());
        List<Field> fields = new ArrayList<>();
        for (String name : properties.keys()) {
            if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
                properties.at(name).fault("the name must be letters, digits and _ (it becomes a column)");
            }
            boolean onPath = !timePath.isEmpty() && timePath.get(0).equals(name);
            fields.add(field(
                    properties.at(name),
                    name,
                    required.contains(name),
                    onPath ? Optional.of(timePath.subList(1, timePath.size())) : Optional.empty()));
        }
        switchedByEarlier(properties, fields);
        distinctKeys(properties, fields);
        return fields;
    }

    /** In JSON a key belongs to one field, whether it is a field's name or its source. */
    private static void distinctKeys(JsonCursor properties, List<Field> fields) {
        for (Field field : fields) {
            field.source()
                    .ifPresent(source -> fields.stream()
                            .filter(other -> !other.name().equals(field.name())
                                    && other.keys().contains(source))
                            .forEach(other -> properties
                                    .at(field.name())
                                    .at("x-source")
                                    .fault("names " + source + ", which " + other.name() + " is read from")));
        }
    }

    /** A switch reads a field of the same object that is drawn before its own. */
    private static void switchedByEarlier(JsonCursor properties, List<Field> fields) {
        Set<String> earlier = new HashSet<>();
        for (Field field : fields) {
            Optional<Generate.Values> values = field.generate().flatMap(Generate::values);
            if (values.isPresent()
                    && values.get() instanceof Generate.Switch byField
                    && !earlier.contains(byField.on())) {
                JsonCursor on = properties
                        .at(field.name())
                        .at("x-generate")
                        .at("switch")
                        .at("on");
                on.fault("must name a property that stands before this one, not \"" + byField.on() + "\"");
            }
            earlier.add(field.name());
        }
    }

    private static Set<String> required(JsonCursor cursor, List<String> properties) {
        Set<String> required = new LinkedHashSet<>();
        for (JsonCursor element : cursor.elements()) {
            String name = element.requiredText();
            if (!properties.contains(name)) {
                element.fault("names " + name + ", which is not a property");
            }
            required.add(name);
        }
        return required;
    }

    /** @param timePath the properties from here to the event's time; an empty path where this is it */
    private Field field(JsonCursor cursor, String name, boolean required, Optional<List<String>> timePath) {
        FieldType type = type(cursor, timePath);
        Constraints constraints = new ConstraintReader(cursor, type).read();
        if (cursor.at("x-source").node().isTextual()
                && cursor.at("x-source").node().textValue().isEmpty()) {
            cursor.at("x-source").fault("must name a column");
        }
        Optional<Generate> generate = generateReader.generate(cursor.at("x-generate"), type, constraints, required);
        if (timePath.filter(List::isEmpty).isPresent()) {
            onlyTimeOfDay(cursor.at("x-generate"), generate);
        }
        return new Field(
                name,
                type,
                required,
                cursor.at("description").text().orElse(""),
                constraints,
                cursor.at("x-source").text(),
                CellFormatReader.read(cursor, cells),
                generate);
    }

    /** Events are generated for days, so their time can only be drawn within one. */
    private static void onlyTimeOfDay(JsonCursor cursor, Optional<Generate> generate) {
        Optional<Generate.Values> values = generate.flatMap(Generate::values);
        if (values.isPresent() && !(values.get() instanceof Generate.TimeOfDay)) {
            cursor.fault("must be time-of-day, or be left out: this is the event's time");
        }
    }

    private FieldType type(JsonCursor cursor, Optional<List<String>> timePath) {
        String type = cursor.at("type").requiredText();
        boolean isTime = timePath.filter(List::isEmpty).isPresent();
        if (isTime && Set.of("string", "integer", "number").contains(type)) {
            allow(cursor, type.equals("string") ? OF_STRING : OF_NUMBER);
            return EventTimeReader.type(type, cursor, eventTime);
        }
        return switch (type) {
            case "string" -> {
                allow(cursor, OF_STRING);
                yield string(cursor.at("format"));
            }
            case "integer" -> {
                allow(cursor, OF_NUMBER);
                cursor.at("multipleOf")
                        .number()
                        .filter(step -> step.compareTo(BigDecimal.ONE) != 0)
                        .ifPresent(step -> cursor.at("multipleOf").fault("must be 1, or be left out, for an integer"));
                yield new FieldType.Int64();
            }
            case "number" -> {
                allow(cursor, OF_NUMBER);
                yield number(cursor.at("multipleOf"));
            }
            case "boolean" -> {
                allow(cursor, Set.of());
                yield new FieldType.Bool();
            }
            case "object" -> {
                allow(cursor, OF_OBJECT);
                yield new FieldType.Struct(fields(cursor, timePath.orElse(List.of())));
            }
            case "array" -> {
                allow(cursor, OF_ARRAY);
                yield new FieldType.Array(element(cursor.at("items")));
            }
            default -> {
                if (cursor.at("type").node().isTextual()) {
                    cursor.at("type")
                            .fault("must be string, integer, number, boolean, object or array, not \"" + type + "\"");
                }
                yield TEXT;
            }
        };
    }

    private Field element(JsonCursor items) {
        Field element = field(items, "[]", true, Optional.empty());
        if (items.at("x-source").exists()) {
            items.at("x-source").fault("has no use here: an element has no name");
        }
        if (element.type() instanceof FieldType.Struct nested) {
            if (Columns.of(nested.fields()).isEmpty()) {
                items.at("properties").fault("must have at least one property");
            }
            distinctColumns(items.at("properties"), nested.fields());
        }
        return element;
    }

    /** Spark's column names do not differ by case, nor do those within a column. */
    static Set<String> distinctColumns(JsonCursor properties, List<Field> fields) {
        Map<String, String> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Columns.Column column : Columns.of(fields)) {
            String other = owners.putIfAbsent(column.name(), column.dotted());
            if (other != null) {
                properties.fault(column.dotted() + " and " + other + " are one column, " + column.name());
            }
        }
        return owners.keySet();
    }

    private static void allow(JsonCursor cursor, Set<String> ofType) {
        Set<String> known = new LinkedHashSet<>(COMMON);
        known.addAll(ofType);
        cursor.allow(known);
    }

    private static FieldType string(JsonCursor format) {
        return switch (format.text().orElse("")) {
            case "" -> TEXT;
            case "uuid" -> new FieldType.Uuid();
            case "date" -> new FieldType.Date();
            case "date-time" -> new FieldType.Timestamp(new TimestampFormat.Iso(ZoneOffset.UTC));
            default -> {
                format.fault("must be uuid, date or date-time; use pattern for others");
                yield TEXT;
            }
        };
    }

    private static FieldType number(JsonCursor multipleOf) {
        Optional<BigDecimal> step = multipleOf.number();
        if (step.isEmpty()) {
            return new FieldType.Float64();
        }
        for (int scale = 0; scale <= FieldType.Decimal.PRECISION; scale++) {
            if (step.get().compareTo(BigDecimal.ONE.movePointLeft(scale)) == 0) {
                return new FieldType.Decimal(scale);
            }
        }
        multipleOf.fault("must be 1, 0.1, 0.01, …: the number of decimal places that are kept");
        return new FieldType.Float64();
    }
}
