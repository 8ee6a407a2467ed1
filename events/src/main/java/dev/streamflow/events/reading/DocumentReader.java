package dev.streamflow.events.reading;

import dev.streamflow.events.expressions.Expression;
import dev.streamflow.events.model.CellFormat;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Rule;
import dev.streamflow.events.model.Topic;
import dev.streamflow.events.time.TimestampFormat;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
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
            "x-table",
            "x-simulation",
            "x-missing",
            "x-decimal",
            "x-true",
            "x-false");
    private static final String NAME = "[a-z][a-z0-9_]*";
    /** Kafka's own rule; folders that start with . or _ are hidden from Spark. */
    private static final String TOPIC = "[A-Za-z0-9][A-Za-z0-9._-]{0,248}";

    private final JsonCursor root;
    private final EventTimeReader eventTimeReader;
    private final TimestampFormat format;
    private final FieldReader fieldReader;

    DocumentReader(JsonCursor root, Path folder) {
        this.root = root;
        this.eventTimeReader = new EventTimeReader(root.at("x-event-time"));
        this.format = eventTimeReader.format();
        this.fieldReader = new FieldReader(folder, format, CellFormatReader.read(root, CellFormat.USUAL));
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
        List<Field> fields = fieldReader.fields(root, eventTimeReader.path());
        if (fields.isEmpty()) {
            root.at("properties").fault("must have at least one property");
        }
        columns(fields);
        Map<String, Field> byName = new TreeMap<>();
        fields.forEach(field -> byName.put(field.name(), field));
        Topic topic = topic(name, byName);
        EventTime eventTime = eventTimeReader.read(format, fields);
        return new EventSchema(
                name,
                root.at("description").requiredText(),
                fields,
                topic,
                id(byName),
                eventTime,
                rules(),
                derived(byName),
                new AggregateReader(root.at("x-aggregate"), fields).read(topic.name()),
                new TableReader(root.at("x-table"), fields).read(name, eventTime, topic.key()),
                simulation(),
                document);
    }

    /** {@code event_date} is the partition column of every table. */
    private void columns(List<Field> fields) {
        if (FieldReader.distinctColumns(root.at("properties"), fields).contains("event_date")) {
            root.at("properties").at("event_date").fault("the name is taken by the date that every table has");
        }
    }

    private Optional<String> simulation() {
        JsonCursor cursor = root.at("x-simulation");
        Optional<String> simulation = cursor.text();
        simulation
                .filter(name -> !name.equals("shop"))
                .ifPresent(name -> cursor.fault("must be shop, not \"" + name + "\""));
        return simulation;
    }

    private Topic topic(String name, Map<String, Field> fields) {
        JsonCursor topic = root.at("x-topic");
        topic.allow(Set.of("name", "partitions", "retention"));
        Optional<String> key = root.at("x-key").text();
        key.ifPresent(field -> scalar(root.at("x-key"), field, fields));
        topic.at("name")
                .text()
                .filter(text -> !text.matches(TOPIC))
                .ifPresent(text -> topic.at("name")
                        .fault("must be up to 249 letters, digits, '.', '_' and '-', the first a letter or digit"));
        return new Topic(
                topic.at("name").text().orElse(name),
                key,
                topic.at("partitions").whole(1).orElse(1),
                retention(topic.at("retention")));
    }

    private static Optional<Duration> retention(JsonCursor cursor) {
        return cursor.text().flatMap(text -> {
            try {
                Duration retention = Duration.parse(text);
                if (retention.toMillis() > 0) {
                    return Optional.of(retention);
                }
                cursor.fault("must be at least a millisecond; without it records are kept for ever");
            } catch (DateTimeException | ArithmeticException e) {
                cursor.fault("must be an ISO 8601 duration such as P30D or PT12H, not \"" + text + "\"");
            }
            return Optional.empty();
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
                if (id.contains(field)) {
                    element.fault("names " + field + " twice");
                }
                id.add(field);
            });
        }
        if (id.isEmpty()) {
            cursor.fault("must name at least one field");
        }
        return id;
    }

    private static void scalar(JsonCursor cursor, String name, Map<String, Field> fields) {
        Field field = fields.get(name);
        if (field == null) {
            cursor.fault(
                    "names " + name + ", which is not a property; there are " + String.join(", ", fields.keySet()));
        } else if (field.type() instanceof FieldType.Struct || field.type() instanceof FieldType.Array) {
            cursor.fault("names " + name + ", which is an object or an array; it must be a single value");
        }
    }

    private List<Rule> rules() {
        JsonCursor cursor = root.at("x-rules");
        List<Rule> rules = new ArrayList<>();
        for (String name : cursor.keys()) {
            if (!name.matches(NAME)) {
                cursor.at(name).fault("the rule's name must be lower-case letters, digits and _");
            }
            String condition = cursor.at(name).requiredText();
            if (cursor.at(name).node().isTextual() && condition.isBlank()) {
                cursor.at(name).fault("must be a condition");
            }
            rules.add(new Rule(name, condition));
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
                inputs(at, expression, known, fields);
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

    private static void inputs(JsonCursor cursor, Expression expression, Set<String> known, Map<String, Field> fields) {
        for (String input : expression.fields()) {
            if (fields.containsKey(input)) {
                scalar(cursor, input, fields);
            }
            if (!known.contains(input)) {
                cursor.fault("reads " + input + ", which is neither a required property nor derived before it");
            }
        }
    }
}
