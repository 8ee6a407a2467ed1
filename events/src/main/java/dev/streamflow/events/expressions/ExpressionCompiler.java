package dev.streamflow.events.expressions;

import com.ezylang.evalex.parser.ASTNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compiles what EvalEx has parsed into functions. EvalEx itself walks its tree for each event, wraps each value and
 * divides to 68 digits even by a hundred, which costs more than the rest of an event together.
 */
final class ExpressionCompiler {
    /** More digits than any result of fields of 18 digits needs but a quotient. */
    static final MathContext PRECISION = new MathContext(68, RoundingMode.HALF_UP);

    private final Set<String> fields = new TreeSet<>();

    /** The fields that the compiled terms read. */
    Set<String> fields() {
        return fields;
    }

    /** @throws IllegalArgumentException if Spark would read it otherwise */
    CompiledExpression compile(ASTNode node) {
        String token = node.getToken().getValue();
        List<CompiledExpression> terms =
                node.getParameters().stream().map(this::compile).toList();
        return switch (node.getToken().getType()) {
            case NUMBER_LITERAL -> constant(new BigDecimal(token));
            case STRING_LITERAL -> constant(token);
            case VARIABLE_OR_CONSTANT -> name(token);
            case PREFIX_OPERATOR -> prefix(token, terms.get(0));
            case INFIX_OPERATOR -> infix(token, terms.get(0), terms.get(1));
            case FUNCTION -> function(token, terms);
            default -> throw new IllegalArgumentException("unexpected " + token);
        };
    }

    private static CompiledExpression constant(Object value) {
        return new Constant(value);
    }

    private record Constant(Object value) implements CompiledExpression {
        @Override
        public Object of(Map<String, ?> values) {
            return value;
        }
    }

    private CompiledExpression name(String name) {
        if (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false")) {
            return constant(Boolean.valueOf(name));
        }
        fields.add(name);
        return values -> {
            Object value = values.get(name);
            if (value instanceof Long || value instanceof Integer) {
                return BigDecimal.valueOf(((Number) value).longValue());
            } else if (value instanceof Double real) {
                return BigDecimal.valueOf(real);
            } else if (value == null) {
                throw new ArithmeticException(name + " has no value");
            }
            return value;
        };
    }

    private static CompiledExpression prefix(String operator, CompiledExpression term) {
        return operator.equals("-") ? values -> number(term.of(values)).negate() : values -> !truth(term.of(values));
    }

    private static CompiledExpression infix(String operator, CompiledExpression left, CompiledExpression right) {
        return switch (operator.toUpperCase(Locale.ROOT)) {
            case "+" ->
                values -> number(left.of(values)).add(number(right.of(values))).round(PRECISION);
            case "-" ->
                values -> number(left.of(values))
                        .subtract(number(right.of(values)))
                        .round(PRECISION);
            case "*" ->
                values -> number(left.of(values))
                        .multiply(number(right.of(values)))
                        .round(PRECISION);
            case "/" -> quotient(left, right);
            case "AND" -> values -> truth(left.of(values)) && truth(right.of(values));
            case "OR" -> values -> truth(left.of(values)) || truth(right.of(values));
            case "=", "==" -> values -> equal(left.of(values), right.of(values));
            case "<>", "!=" -> values -> !equal(left.of(values), right.of(values));
            case "<" -> values -> compare(left.of(values), right.of(values)) < 0;
            case "<=" -> values -> compare(left.of(values), right.of(values)) <= 0;
            case ">" -> values -> compare(left.of(values), right.of(values)) > 0;
            case ">=" -> values -> compare(left.of(values), right.of(values)) >= 0;
            default -> throw new IllegalArgumentException("unexpected " + operator);
        };
    }

    private static CompiledExpression function(String name, List<CompiledExpression> terms) {
        CompiledExpression first = terms.get(0);
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "IF" -> values -> terms.get(truth(first.of(values)) ? 1 : 2).of(values);
            case "ROUND" ->
                values -> number(first.of(values))
                        .setScale(number(terms.get(1).of(values)).intValue(), RoundingMode.HALF_UP);
            case "ABS" -> values -> number(first.of(values)).abs();
            default -> throw new IllegalArgumentException("unexpected " + name);
        };
    }

    /** Dividing by a power of ten only shifts the scale. */
    private static CompiledExpression quotient(CompiledExpression left, CompiledExpression right) {
        if (right instanceof Constant constant
                && constant.value() instanceof BigDecimal divisor
                && divisor.toPlainString().matches("10+")) {
            int places = divisor.precision() - 1;
            return values -> movePoint(number(left.of(values)), places);
        }
        return values -> number(left.of(values)).divide(number(right.of(values)), PRECISION);
    }

    /** With the digits that {@link BigDecimal#divide} keeps: those of the dividend, and more only as needed. */
    private static BigDecimal movePoint(BigDecimal number, int places) {
        BigDecimal moved = number.scaleByPowerOfTen(-places).stripTrailingZeros();
        return moved.scale() < number.scale() ? moved.setScale(number.scale()) : moved;
    }

    private static BigDecimal number(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw new ArithmeticException(value + " is not a number");
    }

    private static boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new ArithmeticException(value + " is not true or false");
    }

    private static boolean equal(Object left, Object right) {
        if (left instanceof BigDecimal number && right instanceof BigDecimal other) {
            return number.compareTo(other) == 0;
        }
        return left.equals(right);
    }

    private static int compare(Object left, Object right) {
        if (left instanceof BigDecimal number && right instanceof BigDecimal other) {
            return number.compareTo(other);
        } else if (left instanceof String text && right instanceof String other) {
            return text.compareTo(other);
        } else if (left instanceof Boolean truth && right instanceof Boolean other) {
            return truth.compareTo(other);
        }
        throw new ArithmeticException("Cannot compare " + left + " with " + right);
    }
}
