package dev.streamflow.producers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.time.TimestampFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says how an event breaks its schema, independently of the generator; {@code x-rules} are SQL and not looked at. */
public final class Validator {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<String> faults = new ArrayList<>();

    private Validator() {}

    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> faults(EventSchema schema, String json) {
        Validator validator = new Validator();
        JsonNode event;
        try {
            event = JSON.readTree(json);
        } catch (IOException e) {
            return List.of("json:malformed");
        }
        validator.fields("", schema.fields(), event);
        if (validator.faults.isEmpty()) {
            validator.derived(schema, event);
        }
        return validator.faults;
    }

    private void fields(String path, List<Field> fields, JsonNode object) {
        for (Field field : fields) {
            JsonNode value = object.path(field.name());
            if (!value.isMissingNode()) {
                value(path + field.name(), field, value);
            } else if (field.required()) {
                faults.add(path + field.name() + ":required");
            }
        }
    }

    private void value(String path, Field field, JsonNode value) {
        if (!fits(field.type(), value)) {
            faults.add(path + ":type " + value);
            return;
        }
        if (field.type() instanceof FieldType.Struct nested) {
            fields(path + ".", nested.fields(), value);
        } else if (field.type() instanceof FieldType.Array array) {
            value.forEach(element -> value(path + "[]", array.element(), element));
            check(path, value.size() >= field.constraints().minItems().orElse(0), "minItems");
            check(path, value.size() <= field.constraints().maxItems().orElse(Integer.MAX_VALUE), "maxItems");
        } else if (value.isNumber()) {
            number(path, field, value.decimalValue());
        } else if (value.isTextual()) {
            text(path, field.constraints(), value.textValue());
        }
    }

    private static boolean fits(FieldType type, JsonNode value) {
        if (type instanceof FieldType.Struct) {
            return value.isObject();
        } else if (type instanceof FieldType.Array) {
            return value.isArray();
        } else if (type instanceof FieldType.Int64) {
            return value.isIntegralNumber();
        } else if (type.isNumeric()) {
            return value.isNumber();
        } else if (type instanceof FieldType.Bool) {
            return value.isBoolean();
        } else if (type instanceof FieldType.Timestamp time) {
            return time.isNumber() == value.isNumber()
                    && time.format().micros(value.asText()) != TimestampFormat.INVALID;
        } else if (type instanceof FieldType.Uuid) {
            return value.asText().matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        }
        return value.isTextual();
    }

    private void number(String path, Field field, BigDecimal number) {
        Constraints constraints = field.constraints();
        constraints.minimum().ifPresent(min -> check(path, number.compareTo(min) >= 0, "minimum"));
        constraints.exclusiveMinimum().ifPresent(min -> check(path, number.compareTo(min) > 0, "exclusiveMinimum"));
        constraints.maximum().ifPresent(max -> check(path, number.compareTo(max) <= 0, "maximum"));
        constraints.exclusiveMaximum().ifPresent(max -> check(path, number.compareTo(max) < 0, "exclusiveMaximum"));
        if (field.type() instanceof FieldType.Decimal decimal) {
            check(path, number.stripTrailingZeros().scale() <= decimal.scale(), "multipleOf");
        }
    }

    private void text(String path, Constraints constraints, String text) {
        check(path, constraints.allowed().isEmpty() || constraints.allowed().contains(text), "enum");
        constraints
                .pattern()
                .ifPresent(pattern -> check(path, pattern.matcher(text).find(), "pattern"));
        check(path, text.length() >= constraints.minLength().orElse(0), "minLength");
        check(path, text.length() <= constraints.maxLength().orElse(Integer.MAX_VALUE), "maxLength");
    }

    private void derived(EventSchema schema, JsonNode event) {
        Map<String, Object> values = new HashMap<>();
        event.properties().forEach(field -> values.put(field.getKey(), plain(field.getValue())));
        for (Derived derived : schema.derived()) {
            Object expected = derived.expression().evaluate(values);
            Object found = values.get(derived.field());
            boolean same = (expected instanceof BigDecimal number && found instanceof BigDecimal other)
                    ? number.compareTo(other) == 0
                    : expected.equals(found);
            check(derived.field(), same, "derived");
        }
    }

    private static Object plain(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }

    private void check(String path, boolean holds, String keyword) {
        if (!holds) {
            faults.add(path + ":" + keyword);
        }
    }
}
