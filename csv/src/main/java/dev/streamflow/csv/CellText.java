package dev.streamflow.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.expressions.Expression;
import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a CSV cell as JSON, by the field's type and the way its cells are written. A number keeps its digits exactly; what is not of
 * the type becomes a string, for the ETL to put into quarantine.
 */
final class CellText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0");

    private final FieldType type;
    private final Set<String> yes;
    private final Set<String> no;
    private final NumberText number;

    CellText(Field field) {
        this.type = field.type();
        this.yes = Set.copyOf(field.cells().yes());
        this.no = Set.copyOf(field.cells().no());
        this.number = new NumberText(field.cells().decimal());
    }

    /** The cell without the blanks around it, which count in text alone. */
    String strip(String cell) {
        return type instanceof FieldType.Text ? cell : NumberText.strip(cell);
    }

    /** The cell as text for Kafka's key or an event's time: a number as JSON writes it. Empty for what should be one and is none. */
    String plain(String cell) {
        return isNumber() ? number.json(cell).orElse("") : cell;
    }

    /**
     * Writes the cell.
     *
     * @return whether it is of the field's type, as far as its way of writing tells
     */
    boolean write(String cell, JsonBytes json) {
        Optional<String> digits = isNumber() ? number.json(cell) : Optional.empty();
        if (digits.isPresent()) {
            json.raw(digits.get());
        } else if (type instanceof FieldType.Bool && flag(cell) != null) {
            json.raw(String.valueOf(flag(cell)));
        } else if (type instanceof FieldType.Array && isJsonArray(cell)) {
            json.raw(cell);
        } else {
            json.string(cell);
            return !isNumber() && !(type instanceof FieldType.Bool) && !(type instanceof FieldType.Array);
        }
        return true;
    }

    /** The cell for an expression; {@code null} where it is absent or not of its type. */
    Object value(String cell) {
        if (cell.isEmpty()) {
            return null;
        } else if (isNumber()) {
            return number.json(cell).map(BigDecimal::new).orElse(null);
        }
        return type instanceof FieldType.Bool ? flag(cell) : cell;
    }

    static Optional<Object> evaluate(Expression expression, Map<String, Object> inputs) {
        try {
            return Optional.of(expression.evaluate(inputs));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private boolean isNumber() {
        return FieldType.isNumeric(type)
                || (type instanceof FieldType.Timestamp time && time.format().isNumber());
    }

    private Boolean flag(String cell) {
        if (yes.contains(cell) || no.contains(cell)) {
            return yes.contains(cell);
        }
        String lower = cell.toLowerCase(Locale.ROOT);
        if (TRUE.contains(lower)) {
            return Boolean.TRUE;
        }
        return FALSE.contains(lower) ? Boolean.FALSE : null;
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
