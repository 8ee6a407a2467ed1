package dev.streamflow.events.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import dev.streamflow.events.model.Validity;
import java.util.List;
import java.util.Optional;

/** Which kinds of generated values a field's type takes. */
final class GenerateTypes {
    private GenerateTypes() {}

    static boolean suits(Generate.Values values, FieldType type) {
        boolean text = type instanceof FieldType.Text;
        boolean whole = type instanceof FieldType.Int64;
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
            return type.isNumeric();
        }
        return !(type instanceof FieldType.Struct);
    }

    private static boolean suits(List<JsonNode> values, FieldType type) {
        return values.stream().allMatch(value -> suits(value, type));
    }

    private static boolean suits(JsonNode value, FieldType type) {
        return switch (type.form()) {
            case NUMBER ->
                value.isNumber() && (!(type instanceof FieldType.Int64) || value.canConvertToExactIntegral());
            case BOOLEAN -> value.isBoolean();
            default -> value.isTextual();
        };
    }

    /** A value that the field's constraints refuse, as far as can be told without drawing any. */
    static Optional<String> refused(Generate.Values values, FieldType type, Constraints constraints) {
        return values(values, type).stream()
                .flatMap(value -> Validity.broken(type, constraints, value)
                        .map(keyword -> "gives " + value + ", which " + keyword + " refuses")
                        .stream())
                .findFirst()
                .or(() -> values instanceof Generate.Uniform uniform && outside(uniform, constraints)
                        ? Optional.of("gives no value between the field's minimum and maximum")
                        : Optional.empty());
    }

    private static boolean outside(Generate.Uniform uniform, Constraints constraints) {
        return constraints
                        .minimum()
                        .filter(min -> uniform.max().compareTo(min) < 0)
                        .isPresent()
                || constraints
                        .exclusiveMinimum()
                        .filter(min -> uniform.max().compareTo(min) <= 0)
                        .isPresent()
                || constraints
                        .maximum()
                        .filter(max -> uniform.min().compareTo(max) > 0)
                        .isPresent()
                || constraints
                        .exclusiveMaximum()
                        .filter(max -> uniform.min().compareTo(max) >= 0)
                        .isPresent();
    }

    /** All of the values, or the first and the last one of many. */
    private static List<JsonNode> values(Generate.Values values, FieldType type) {
        if (values instanceof Generate.Constant constant) {
            return List.of(constant.value());
        } else if (values instanceof Generate.Choice choice) {
            return choice.values();
        } else if (values instanceof Generate.Sequence sequence) {
            return List.of(numbered(sequence.prefix(), sequence.start(), sequence.width(), type));
        } else if (values instanceof Generate.Zipf zipf) {
            return List.of(
                    numbered(zipf.prefix(), 1, zipf.width(), type),
                    numbered(zipf.prefix(), zipf.n(), zipf.width(), type));
        }
        return List.of();
    }

    private static JsonNode numbered(String prefix, long number, int width, FieldType type) {
        if (type instanceof FieldType.Int64) {
            return LongNode.valueOf(number);
        }
        String digits = Long.toString(number);
        return TextNode.valueOf(prefix + "0".repeat(Math.max(0, Math.min(width, 1000) - digits.length())) + digits);
    }
}
