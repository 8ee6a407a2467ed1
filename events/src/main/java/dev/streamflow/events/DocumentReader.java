package dev.streamflow.events;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the top level of a schema document: its fields, then the keywords that speak of them. */
final class DocumentReader {
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$id",
            "$comment",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "x-topic",
            "x-key",
            "x-id",
            "x-event-time",
            "x-rules",
            "x-derived",
            "x-aggregate",
            "x-simulation",
            "x-missing",
            "x-decimal",
            "x-true",
            "x-false");
    private static final String NAME = "[a-z][a-z0-9_]*";

    private final JsonCursor root;
    private final FieldReader fieldReader;

    DocumentReader(JsonCursor root, Path folder) {
        this.root = root;
        this.fieldReader = new FieldReader(folder, eventTimeField(root), CellFormat.read(root, CellFormat.USUAL));
    }

    private static Optional<String> eventTimeField(JsonCursor root) {
        JsonCursor eventTime = root.at("x-event-time");
        return Optional.ofNullable(eventTime.node().path("field").textValue());
    }

    /** The schema; of no use where the cursor has faults. */
    EventSchema read(String name, String document) {
        if (!name.matches(NAME)) {
            root.fault("the file's name must be lower-case letters, digits and _ (it names tables), not " + name);
        }
        root.allow(KEYWORDS);
        if (!"object".equals(root.at("type").requiredText())) {
            root.at("type").fault("must be \"object\"");
        }
        TimestampFormat format = fieldReader.eventTimeFormat(root.at("x-event-time"));
        List<Field> fields = fieldReader.fields(root, format);
        if (fields.isEmpty()) {
            root.at("properties").fault("must have at least one property");
        }
        distinctColumns(fields);
        Map<String, Field> byName = new TreeMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        return new EventSchema(
                name,
                root.at("description").requiredText(),
                fields,
                topic(name, byName),
                id(byName),
                eventTime(format, byName),
                rules(),
                derived(byName),
                aggregate(fields),
                root.at("x-simulation").text(),
                document);
    }

    /** Spark's column names do not differ by case, and {@code event_date} is the partition column of every table. */
    private void distinctColumns(List<Field> fields) {
        Map<String, String> owners = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Columns.Column column : Columns.of(fields)) {
            String other = owners.putIfAbsent(column.name(), column.dotted());
            if (other != null) {
                root.at("properties").fault(column.dotted() + " and " + other + " are one column, " + column.name());
            }
        }
        if (owners.containsKey("event_date")) {
            root.at("properties").at("event_date").fault("the name is taken by the date that every table has");
        }
    }

    private Topic topic(String name, Map<String, Field> fields) {
        JsonCursor topic = root.at("x-topic");
        topic.allow(Set.of("name", "partitions", "retention"));
        Optional<String> key = root.at("x-key").text();
        key.ifPresent(field -> scalar(root.at("x-key"), field, fields));
        return new Topic(
                topic.at("name").text().orElse(name),
                key,
                topic.at("partitions").whole(1).orElse(1),
                retention(topic.at("retention")));
    }

    private static Optional<Duration> retention(JsonCursor cursor) {
        return cursor.text().flatMap(text -> {
            try {
                return Optional.of(Duration.parse(text));
            } catch (DateTimeException e) {
                cursor.fault("must be an ISO 8601 duration such as P30D or PT12H, not \"" + text + "\"");
                return Optional.empty();
            }
        });
    }

    private List<String> id(Map<String, Field> fields) {
        JsonCursor cursor = root.at("x-id");
        if (!cursor.exists()) {
            return List.of();
        }
        if (cursor.node().isTextual()) {
            scalar(cursor, cursor.node().textValue(), fields);
            return List.of(cursor.node().textValue());
        }
        List<String> id = new ArrayList<>();
        for (JsonCursor element : cursor.elements()) {
            element.text().ifPresent(field -> {
                scalar(element, field, fields);
                id.add(field);
            });
        }
        return id;
    }

    private static void scalar(JsonCursor cursor, String name, Map<String, Field> fields) {
        Field field = fields.get(name);
        if (field == null) {
            cursor.fault(
                    "names " + name + ", which is not a property; there are " + String.join(", ", fields.keySet()));
        } else if (field.type() instanceof FieldType.Nested || field.type() instanceof FieldType.Array) {
            cursor.fault("names " + name + ", which is an object or an array; it must be a single value");
        }
    }

    private EventTime eventTime(TimestampFormat format, Map<String, Field> fields) {
        JsonCursor cursor = root.at("x-event-time");
        if (!cursor.exists()) {
            cursor.fault("is missing: every event needs a time, such as {\"field\": \"event_timestamp\"}");
            return new EventTime("", format, EventTime.DEFAULT_EARLIEST, EventTime.DEFAULT_LATEST);
        }
        String name = cursor.at("field").requiredText();
        Field field = fields.get(name);
        if (field == null) {
            cursor.at("field").fault("names " + name + ", which is not a property");
        } else if (!field.required() || !(field.type() instanceof FieldType.Timestamp)) {
            cursor.at("field")
                    .fault("names " + name + ", which must be required and a date-time (or a number, for epoch)");
        }
        Instant earliest = instant(cursor.at("earliest"), EventTime.DEFAULT_EARLIEST);
        Instant latest = instant(cursor.at("latest"), EventTime.DEFAULT_LATEST);
        if (!earliest.isBefore(latest)) {
            cursor.at("latest").fault("must be after earliest");
        }
        return new EventTime(name, format, earliest, latest);
    }

    private static Instant instant(JsonCursor cursor, Instant otherwise) {
        return cursor.text()
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeException e) {
                        cursor.fault("must be an instant such as 2000-01-01T00:00:00Z, not \"" + text + "\"");
                        return otherwise;
                    }
                })
                .orElse(otherwise);
    }

    private List<Rule> rules() {
        JsonCursor cursor = root.at("x-rules");
        List<Rule> rules = new ArrayList<>();
        for (String name : cursor.keys()) {
            if (!name.matches(NAME)) {
                cursor.at(name).fault("the rule's name must be lower-case letters, digits and _");
            }
            rules.add(new Rule(name, cursor.at(name).requiredText()));
        }
        return rules;
    }

    private List<Derived> derived(Map<String, Field> fields) {
        JsonCursor cursor = root.at("x-derived");
        List<Derived> derived = new ArrayList<>();
        Set<String> known = new HashSet<>();
        fields.values().stream().filter(Field::required).map(Field::name).forEach(known::add);
        for (String name : cursor.keys()) {
            JsonCursor at = cursor.at(name);
            scalar(at, name, fields);
            if (fields.containsKey(name) && fields.get(name).required()) {
                at.fault("must not be required: an event may come without it and gets it");
            }
            expression(at).ifPresent(expression -> {
                inputs(at, expression, known);
                derived.add(new Derived(name, expression));
            });
            known.add(name);
        }
        return derived;
    }

    private static Optional<Expression> expression(JsonCursor cursor) {
        try {
            return cursor.exists() ? Optional.of(Expression.parse(cursor.requiredText())) : Optional.empty();
        } catch (IllegalArgumentException e) {
            cursor.fault(e.getMessage());
            return Optional.empty();
        }
    }

    private static void inputs(JsonCursor cursor, Expression expression, Set<String> known) {
        for (String input : expression.fields()) {
            if (!known.contains(input)) {
                cursor.fault("reads " + input + ", which is neither a required property nor derived before it");
            }
        }
    }

    private Optional<Aggregate> aggregate(List<Field> fields) {
        JsonCursor cursor = root.at("x-aggregate");
        if (!cursor.exists()) {
            return Optional.empty();
        }
        cursor.allow(Set.of("dimensions", "measures"));
        Map<String, FieldType> columns = new TreeMap<>();
        Columns.of(fields)
                .forEach(column -> columns.put(column.name(), column.field().type()));
        return Optional.of(new Aggregate(
                columns(cursor.at("dimensions"), columns, false), columns(cursor.at("measures"), columns, true)));
    }

    private static List<String> columns(JsonCursor cursor, Map<String, FieldType> columns, boolean numeric) {
        List<String> names = new ArrayList<>();
        for (JsonCursor element : cursor.elements()) {
            String name = element.requiredText();
            FieldType type = columns.get(name);
            if (type == null || type instanceof FieldType.Array) {
                element.fault("names " + name + ", which is not a single-valued column; there are "
                        + String.join(", ", columns.keySet()));
            } else if (numeric && !FieldType.isNumeric(type)) {
                element.fault("names " + name + ", which is not a number");
            }
            names.add(name);
        }
        return names;
    }
}
