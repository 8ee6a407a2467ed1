package dev.streamflow.events;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code properties}: types, constraints and how values are drawn. */
final class FieldReader {
    private static final long AN_AFTERNOON_MICROS =
            Instant.parse("2026-02-03T16:05:06Z").toEpochMilli() * 1000;

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
    private final Optional<String> eventTimeField;
    private final CellFormat cells;

    FieldReader(Path folder, Optional<String> eventTimeField, CellFormat cells) {
        this.generateReader = new GenerateReader(folder);
        this.eventTimeField = eventTimeField;
        this.cells = cells;
    }

    /** The format that {@code x-event-time} gives; ISO 8601 in UTC where it says nothing. */
    TimestampFormat eventTimeFormat(JsonCursor eventTime) {
        eventTime.allow(Set.of("field", "format", "zone", "earliest", "latest"));
        ZoneId zone = zone(eventTime.at("zone"));
        String format = eventTime.at("format").text().orElse("iso");
        return switch (format) {
            case "iso" -> new TimestampFormat.Iso(zone);
            case "epoch-seconds" -> new TimestampFormat.Epoch(1);
            case "epoch-millis" -> new TimestampFormat.Epoch(1000);
            default -> pattern(eventTime.at("format"), format, zone);
        };
    }

    private static ZoneId zone(JsonCursor cursor) {
        return cursor.text()
                .map(text -> {
                    try {
                        return ZoneId.of(text).normalized();
                    } catch (DateTimeException e) {
                        cursor.fault("must be a time zone such as UTC or Europe/London, not \"" + text + "\"");
                        return ZoneOffset.UTC;
                    }
                })
                .orElse(ZoneOffset.UTC);
    }

    private static TimestampFormat pattern(JsonCursor cursor, String pattern, ZoneId zone) {
        try {
            TimestampFormat format = new TimestampFormat.Pattern(pattern, zone);
            String example = format.text(AN_AFTERNOON_MICROS);
            long read = format.micros(example);
            if (read == TimestampFormat.INVALID || !format.text(read).equals(example)) {
                cursor.fault(
                        "cannot be read back: it writes " + example
                                + ", which is no full date and time (yyyy year, MM month, dd day, HH hour, mm minute, ss second)");
            }
            return format;
        } catch (IllegalArgumentException e) {
            cursor.fault("must be iso, epoch-seconds, epoch-millis or a date pattern such as yyyy-MM-dd HH:mm:ss: "
                    + e.getMessage());
            return new TimestampFormat.Iso(zone);
        }
    }

    /** The fields of an object; {@code eventTime} is the format of the one that {@code x-event-time} names at the top. */
    List<Field> fields(JsonCursor object, TimestampFormat eventTime) {
        JsonCursor properties = object.at("properties");
        Set<String> required = required(object.at("required"), properties.keys());
        List<Field> fields = new ArrayList<>();
        for (String name : properties.keys()) {
            if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
                properties.at(name).fault("the name must be letters, digits and _ (it becomes a column)");
            }
            boolean isEventTime =
                    eventTime != null && eventTimeField.filter(name::equals).isPresent();
            fields.add(field(properties.at(name), name, required.contains(name), isEventTime ? eventTime : null));
        }
        switchedByEarlier(properties, fields);
        return fields;
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

    private Field field(JsonCursor cursor, String name, boolean required, TimestampFormat eventTime) {
        FieldType type = type(cursor, eventTime);
        return new Field(
                name,
                type,
                required,
                cursor.at("description").text().orElse(""),
                constraints(cursor),
                cursor.at("x-source").text(),
                CellFormat.read(cursor, cells),
                generateReader.generate(cursor.at("x-generate"), type, required));
    }

    private FieldType type(JsonCursor cursor, TimestampFormat eventTime) {
        String type = cursor.at("type").requiredText();
        if (eventTime != null && eventTime.isNumber() && type.equals("integer")) {
            allow(cursor, OF_NUMBER);
            return new FieldType.Timestamp(eventTime);
        }
        return switch (type) {
            case "string" -> {
                allow(cursor, OF_STRING);
                yield string(cursor.at("format"), eventTime);
            }
            case "integer" -> {
                allow(cursor, OF_NUMBER);
                yield new FieldType.Whole();
            }
            case "number" -> {
                allow(cursor, OF_NUMBER);
                yield number(cursor.at("multipleOf"));
            }
            case "boolean" -> {
                allow(cursor, Set.of());
                yield new FieldType.Flag();
            }
            case "object" -> {
                allow(cursor, OF_OBJECT);
                yield new FieldType.Nested(fields(cursor, null));
            }
            case "array" -> {
                allow(cursor, OF_ARRAY);
                yield new FieldType.Array(field(cursor.at("items"), "[]", true, null));
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

    private static void allow(JsonCursor cursor, Set<String> ofType) {
        Set<String> known = new LinkedHashSet<>(COMMON);
        known.addAll(ofType);
        cursor.allow(known);
    }

    private static FieldType string(JsonCursor format, TimestampFormat eventTime) {
        if (eventTime != null) {
            return new FieldType.Timestamp(eventTime);
        }
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
            return new FieldType.Real();
        }
        for (int scale = 0; scale <= FieldType.Decimal.PRECISION; scale++) {
            if (step.get().compareTo(BigDecimal.ONE.movePointLeft(scale)) == 0) {
                return new FieldType.Decimal(scale);
            }
        }
        multipleOf.fault("must be 1, 0.1, 0.01, …: the number of decimal places that are kept");
        return new FieldType.Real();
    }

    private static Constraints constraints(JsonCursor cursor) {
        List<String> allowed = new ArrayList<>();
        cursor.at("enum").elements().forEach(element -> allowed.add(element.requiredText()));
        return new Constraints(
                allowed,
                cursor.at("pattern").text().flatMap(text -> pattern(cursor.at("pattern"), text)),
                cursor.at("minLength").whole(0),
                cursor.at("maxLength").whole(0),
                cursor.at("minimum").number(),
                cursor.at("exclusiveMinimum").number(),
                cursor.at("maximum").number(),
                cursor.at("exclusiveMaximum").number(),
                cursor.at("minItems").whole(0),
                cursor.at("maxItems").whole(0));
    }

    private static Optional<Pattern> pattern(JsonCursor cursor, String text) {
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            cursor.fault("must be a regular expression: " + e.getDescription());
            return Optional.empty();
        }
    }
}
