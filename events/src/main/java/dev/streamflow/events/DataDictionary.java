package dev.streamflow.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Topic;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.events.time.TimestampFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page {@code docs/data-dictionary.md}: every field of every schema, as Markdown. */
public final class DataDictionary {
    private DataDictionary() {}

    /** {@code main SCHEMAS PAGE} writes the page of a folder of schemas. */
    public static void main(String... args) throws IOException {
        Files.writeString(Path.of(args[1]), render(Schemas.all(Path.of(args[0]))), UTF_8);
    }

    /** The page of these schemas. */
    public static String render(List<EventSchema> schemas) {
        StringBuilder page = new StringBuilder();
        page.append("# Data dictionary\n\n");
        page.append(
                "Made from `schemas/*.json` by `make docs`; a test keeps it equal to them. Silver's column names are the\n");
        page.append("fields' with `_` for the dot. How to write a schema: [schemas.md](schemas.md).\n");
        for (EventSchema schema : schemas) {
            page.append("\n## ").append(schema.name()).append("\n\n");
            page.append(schema.description()).append("\n\n");
            facts(schema).forEach(fact -> page.append("- ").append(fact).append('\n'));
            page.append("\n| field | type | required | values | meaning |\n| --- | --- | --- | --- | --- |\n");
            rows("", schema.fields(), page);
        }
        return page.toString();
    }

    private static List<String> facts(EventSchema schema) {
        List<String> facts = new ArrayList<>();
        Topic topic = schema.topic();
        String retention = topic.retention().map(Object::toString).orElse("for ever");
        facts.add("topic `" + topic.name() + "`, " + topic.partitions()
                + (topic.partitions() == 1 ? " partition" : " partitions")
                + topic.key().map(key -> ", keyed by `" + key + "`").orElse("") + ", kept " + retention);
        facts.add("identified by " + (schema.id().isEmpty() ? "its Kafka offset" : code(schema.id())));
        facts.add("event time `" + schema.eventTime().field() + "`, "
                + format(schema.eventTime().format()));
        schema.derived()
                .forEach(derived -> facts.add("derived `" + derived.field() + "` = `"
                        + derived.expression().text() + "`"));
        schema.rules().forEach(rule -> facts.add("rule `" + rule.name() + "`: `" + rule.condition() + "`"));
        schema.aggregate()
                .ifPresent(aggregate -> facts.add("`daily_" + topic.name() + "` by " + code(aggregate.dimensions())
                        + (aggregate.measures().isEmpty() ? "" : ", measures " + code(aggregate.measures()))));
        return facts;
    }

    private static String code(List<String> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }

    private static String format(TimestampFormat format) {
        if (format instanceof TimestampFormat.Pattern pattern) {
            return "`" + pattern.pattern() + "` in " + pattern.zone();
        }
        return format instanceof TimestampFormat.Epoch epoch
                ? (epoch.perSecond() == 1 ? "seconds since 1970" : "milliseconds since 1970")
                : "ISO 8601";
    }

    private static void rows(String prefix, List<Field> fields, StringBuilder page) {
        for (Field field : fields) {
            String name = prefix + field.name();
            String[] cells = {
                "`" + name + "`",
                field.type().accept(new TypeName()),
                field.required() ? "yes" : "",
                values(field.constraints()),
                field.description()
            };
            page.append("| ").append(String.join(" | ", cells)).append(" |\n");
            if (field.type() instanceof FieldType.Struct nested) {
                rows(name + ".", nested.fields(), page);
            } else if (field.type() instanceof FieldType.Array array
                    && array.element().type() instanceof FieldType.Struct nested) {
                rows(name + "[].", nested.fields(), page);
            }
        }
    }

    private static String values(Constraints constraints) {
        List<String> values = new ArrayList<>();
        if (!constraints.allowed().isEmpty()) {
            values.add(String.join(", ", constraints.allowed()));
        }
        constraints
                .pattern()
                .ifPresent(pattern -> values.add("`" + pattern.pattern().replace("|", "\\|") + "`"));
        bound(values, "≥", constraints.minimum());
        bound(values, ">", constraints.exclusiveMinimum());
        bound(values, "≤", constraints.maximum());
        bound(values, "<", constraints.exclusiveMaximum());
        constraints.minLength().ifPresent(length -> values.add("at least " + length + " characters"));
        constraints.maxLength().ifPresent(length -> values.add("at most " + length + " characters"));
        constraints.minItems().ifPresent(items -> values.add("at least " + items + " elements"));
        constraints.maxItems().ifPresent(items -> values.add("at most " + items + " elements"));
        return String.join("; ", values);
    }

    private static void bound(List<String> values, String sign, Optional<?> bound) {
        bound.ifPresent(number -> values.add(sign + " " + number));
    }
}
