package dev.streamflow.events.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Whether a JSON value that a schema's author has written down is one that the field takes. */
public final class Validity {
    private Validity() {}

    /** The keyword that a value of the field's own JSON type breaks, if there is one. */
    public static Optional<String> broken(FieldType type, Constraints constraints, JsonNode value) {
        if (value.isNumber()) {
            return type.bounds()
                    .flatMap(bounds -> digits(bounds, value.decimalValue()))
                    .or(() -> bounds(constraints, value.decimalValue()));
        }
        return value.isTextual()
                ? keyword(type.reads(value.textValue()), "format").or(() -> text(constraints, value.textValue()))
                : Optional.empty();
    }

    private static Optional<String> digits(NumberBounds bounds, BigDecimal number) {
        boolean fits = number.signum() == 0 || number.stripTrailingZeros().scale() <= bounds.scale();
        return keyword(fits, "multipleOf").or(() -> keyword(bounds.contain(number), "type"));
    }

    private static Optional<String> bounds(Constraints constraints, BigDecimal number) {
        return keyword(
                        constraints
                                .minimum()
                                .filter(min -> number.compareTo(min) < 0)
                                .isEmpty(),
                        "minimum")
                .or(() -> keyword(
                        constraints
                                .exclusiveMinimum()
                                .filter(min -> number.compareTo(min) <= 0)
                                .isEmpty(),
                        "exclusiveMinimum"))
                .or(() -> keyword(
                        constraints
                                .maximum()
                                .filter(max -> number.compareTo(max) > 0)
                                .isEmpty(),
                        "maximum"))
                .or(() -> keyword(
                        constraints
                                .exclusiveMaximum()
                                .filter(max -> number.compareTo(max) >= 0)
                                .isEmpty(),
                        "exclusiveMaximum"));
    }

    /** What the keywords for text say. */
    static Optional<String> text(Constraints constraints, String text) {
        int length = text.codePointCount(0, text.length());
        return keyword(constraints.allowed().isEmpty() || constraints.allowed().contains(text), "enum")
                .or(() -> keyword(
                        constraints
                                .pattern()
                                .filter(pattern -> !pattern.matcher(text).find())
                                .isEmpty(),
                        "pattern"))
                .or(() -> keyword(length >= constraints.minLength().orElse(0), "minLength"))
                .or(() -> keyword(length <= constraints.maxLength().orElse(Integer.MAX_VALUE), "maxLength"));
    }

    private static Optional<String> keyword(boolean holds, String keyword) {
        return holds ? Optional.empty() : Optional.of(keyword);
    }
}
