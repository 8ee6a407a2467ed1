package dev.streamflow.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Which kinds of generated values a field's type takes. */
final class GenerateTypes {
    private GenerateTypes() {}

    static boolean suits(Generate.Values values, FieldType type) {
        boolean text = type instanceof FieldType.Text;
        boolean whole = type instanceof FieldType.Whole;
        if (values instanceof Generate.Length || type instanceof FieldType.Array) {
            return values instanceof Generate.Length && type instanceof FieldType.Array;
        } else if (values instanceof Generate.Constant constant) {
            return suits(List.of(constant.value()), type);
        } else if (values instanceof Generate.Choice choice) {
            return suits(choice.values(), type);
        } else if (values instanceof Generate.Sequence sequence) {
            return text || (whole && sequence.prefix().isEmpty());
        } else if (values instanceof Generate.Zipf zipf) {
            return text || (whole && zipf.prefix().isEmpty());
        } else if (values instanceof Generate.Uuid) {
            return text || type instanceof FieldType.Uuid;
        } else if (values instanceof Generate.TimeOfDay) {
            return type instanceof FieldType.Timestamp;
        } else if (values instanceof Generate.Faker) {
            return text;
        } else if (values instanceof Generate.Uniform
                || values instanceof Generate.Normal
                || values instanceof Generate.Lognormal) {
            return FieldType.isNumeric(type);
        }
        return !(type instanceof FieldType.Nested);
    }

    private static boolean suits(List<JsonNode> values, FieldType type) {
        return values.stream().allMatch(value -> suits(value, type));
    }

    private static boolean suits(JsonNode value, FieldType type) {
        if (type instanceof FieldType.Whole) {
            return value.canConvertToExactIntegral();
        } else if (FieldType.isNumeric(type)) {
            return value.isNumber();
        } else if (type instanceof FieldType.Flag) {
            return value.isBoolean();
        } else if (type instanceof FieldType.Timestamp timestamp) {
            return timestamp.format().isNumber() ? value.isNumber() : value.isTextual();
        }
        return value.isTextual();
    }
}
