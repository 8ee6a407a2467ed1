package dev.streamflow.events.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.events.time.TimestampFormat;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Whether a JSON value that a schema's author has written down is one that the field takes. */
public final class Validity {
    private static final int LONG_BITS = 63;

    private Validity() {}

    /** The keyword that a value of the field's own JSON type breaks, if there is one. */
    public static Optional<String> broken(FieldType type, Constraints constraints, JsonNode value) {
        if (value.isNumber()) {
            return digits(type, value.decimalValue()).or(() -> bounds(constraints, value.decimalValue()));
        }
        return value.isTextual()
                ? form(type, value.textValue()).or(() -> text(constraints, value.textValue()))
                : Optional.empty();
    }

    private static Optional<String> digits(FieldType type, BigDecimal number) {
        if (type instanceof FieldType.Decimal decimal) {
            if (number.signum() != 0 && number.stripTrailingZeros().scale() > decimal.scale()) {
                return Optional.of("multipleOf");
            }
            long whole = (long) number.precision() - number.scale();
            return keyword(whole <= FieldType.Decimal.PRECISION - decimal.scale(), "type");
        }
        return keyword(
                !(type instanceof FieldType.Int64) || number.toBigInteger().bitLength() <= LONG_BITS, "type");
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

    private static Optional<String> form(FieldType type, String text) {
        if (type instanceof FieldType.Timestamp time) {
            return keyword(time.format().micros(text) != TimestampFormat.INVALID, "format");
        } else if (type instanceof FieldType.Uuid) {
            return keyword(text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}"), "format");
        }
        return keyword(!(type instanceof FieldType.Date) || isDate(text), "format");
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == "2026-01-31".length() && LocalDate.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
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
