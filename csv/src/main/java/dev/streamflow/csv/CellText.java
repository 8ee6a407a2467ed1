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
 * The text of a CSV cell as JSON, by the field's type and the way its cells are written. A number keeps its digits
 * exactly; what is not of the type becomes a string, for the ETL to put into quarantine.
 */
final class CellText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0");

    private final boolean isText;
    private final FieldType.Form form;
    private final Set<String> yes;
    private final Set<String> no;
    private final NumberText number;

    CellText(Field field) {
        this.isText = field.type() instanceof FieldType.Text;
        this.form = form(field.type());
        this.yes = Set.copyOf(field.cells().yes());
        this.no = Set.copyOf(field.cells().no());
        this.number = new NumberText(field.cells().decimal());
    }

    /** A time is written as its format says, whatever the field's own form is: both are read. */
    private static FieldType.Form form(FieldType type) {
        if (type instanceof FieldType.Timestamp time) {
            return time.format().isNumber() ? FieldType.Form.NUMBER : FieldType.Form.STRING;
        }
        return type.form();
    }

    /** The cell without the blanks around it, which count in text alone. */
    String strip(String cell) {
        return isText ? cell : NumberText.strip(cell);
    }

    /**
     * The cell as text for Kafka's key or an event's time: a number as JSON writes it. Empty for what should be one and
     * is none.
     */
    String plain(String cell) {
        return isNumber() ? number.json(cell).orElse("") : cell;
    }

    /**
     * Writes the cell.
     *
     * @return whether it is of the field's type, as far as its way of writing tells
     */
    boolean write(String cell, JsonBytes json) {
        Optional<String> literal = literal(cell);
        literal.ifPresentOrElse(json::raw, () -> json.string(cell));
        return literal.isPresent() || form == FieldType.Form.STRING;
    }

    /** The cell as JSON without quotes; empty where it is text, or not of the field's type. */
    private Optional<String> literal(String cell) {
        return switch (form) {
            case NUMBER -> number.json(cell);
            case BOOLEAN -> Optional.ofNullable(flag(cell)).map(String::valueOf);
            case ARRAY -> Optional.of(cell).filter(CellText::isJsonArray);
            default -> Optional.empty();
        };
    }

    /** The cell for an expression; {@code null} where it is absent or not of its type. */
    Object value(String cell) {
        if (cell.isEmpty()) {
            return null;
        } else if (isNumber()) {
            return number.json(cell).map(BigDecimal::new).orElse(null);
        }
        return form == FieldType.Form.BOOLEAN ? flag(cell) : cell;
    }

    static Optional<Object> evaluate(Expression expression, Map<String, Object> inputs) {
        try {
            return Optional.of(expression.evaluate(inputs));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private boolean isNumber() {
        return form == FieldType.Form.NUMBER;
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
