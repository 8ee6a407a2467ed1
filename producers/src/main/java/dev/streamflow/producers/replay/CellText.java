package dev.streamflow.producers.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.Expression;
import dev.streamflow.events.FieldType;
import dev.streamflow.producers.event.JsonBytes;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a CSV cell as JSON, by the field's type. A number keeps its digits exactly; what is not of the type becomes a string, for
 * the ETL to put into quarantine.
 */
final class CellText {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
    private static final JsonFactory JSON = new JsonFactory();

    private CellText() {}

    static void write(String cell, FieldType type, JsonBytes json) {
        if (isNumber(type) && NUMBER.matcher(cell).matches()) {
            json.raw(cell);
        } else if (type instanceof FieldType.Flag && flag(cell) != null) {
            json.raw(String.valueOf(flag(cell)));
        } else if (type instanceof FieldType.Array && isJsonArray(cell)) {
            json.raw(cell);
        } else {
            json.string(cell);
        }
    }

    /** The cell for an expression; {@code null} where it is absent or not of its type. */
    static Object value(String cell, FieldType type) {
        if (cell.isEmpty()) {
            return null;
        } else if (isNumber(type)) {
            return NUMBER.matcher(cell).matches() ? new BigDecimal(cell) : null;
        }
        return type instanceof FieldType.Flag ? flag(cell) : cell;
    }

    static Optional<Object> evaluate(Expression expression, Map<String, Object> inputs) {
        try {
            return Optional.of(expression.evaluate(inputs));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(FieldType type) {
        return FieldType.isNumeric(type)
                || (type instanceof FieldType.Timestamp time && time.format().isNumber());
    }

    private static Boolean flag(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static boolean isJsonArray(String cell) {
        try (JsonParser parser = JSON.createParser(cell)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
