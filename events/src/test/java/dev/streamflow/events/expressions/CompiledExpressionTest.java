package dev.streamflow.events.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.parser.ParseException;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.reading.Schemas;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is compiled from an expression gives what EvalEx, which parsed it, gives: to the last zero. */
class CompiledExpressionTest {
    private static final int EXPRESSIONS = 2000;
    private static final int ROWS = 20;
    private static final List<String> NUMBERS = List.of("0", "1", "2", "0.10", "3.15", "10", "100", "1000", "-2.5");

    private final Random random = new Random(7);

    @Test
    void shippedExpressionsGiveWhatEvalExGives() {
        List<Expression> shipped = Schemas.all(Path.of("../schemas")).stream()
                .flatMap(schema -> schema.derived().stream())
                .map(Derived::expression)
                .toList();

        assertThat(shipped).hasSizeGreaterThan(4);
        shipped.forEach(expression -> check(expression.text(), 500));
    }

    @Test
    void anyExpressionGivesWhatEvalExGives() {
        IntStream.range(0, EXPRESSIONS).forEach(i -> check(i % 2 == 0 ? number(4) : truth(4), ROWS));
    }

    private void check(String text, int rows) {
        Expression compiled = Expression.parse(text);
        var reference = new com.ezylang.evalex.Expression(text, Expression.CONFIGURATION);
        for (int i = 0; i < rows; i++) {
            Map<String, Object> row = row();
            assertThat(answer(compiled, row)).as("%s of %s", text, row).isEqualTo(answer(reference, row));
        }
    }

    private static Object answer(Expression compiled, Map<String, Object> row) {
        try {
            return written(compiled.evaluate(row));
        } catch (ArithmeticException e) {
            return "no value";
        }
    }

    private static Object answer(com.ezylang.evalex.Expression reference, Map<String, Object> row) {
        try {
            return written(reference.withValues(row).evaluate().getValue());
        } catch (ArithmeticException | EvaluationException e) {
            return "no value";
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static Object written(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value;
    }

    private Map<String, Object> row() {
        return Map.of(
                "quantity", 1L + random.nextInt(5),
                "unit_price", BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4)),
                "discount_percentage", BigDecimal.valueOf(random.nextInt(10_001), 2),
                "amount", BigDecimal.valueOf(random.nextInt(200_000) - 50_000L, 2),
                "weight", random.nextInt(1000) / 8.0,
                "approved", random.nextBoolean(),
                "category", one("cash", "travel", "food"));
    }

    private String number(int depth) {
        if (depth == 0) {
            return random.nextBoolean()
                    ? one("quantity", "unit_price", "discount_percentage", "amount", "weight")
                    : "(" + NUMBERS.get(random.nextInt(NUMBERS.size())) + ")";
        }
        String left = number(depth - 1);
        return switch (random.nextInt(6)) {
            case 0 -> "ROUND(" + left + ", " + one("0", "1", "2", "4") + ")";
            case 1 -> "abs(-" + left + ")";
            case 2 -> "IF(" + truth(depth - 1) + ", " + left + ", " + number(depth - 1) + ")";
            case 3 -> "(" + left + " / " + one("10", "100", "1000", "0.1", "7", "quantity") + ")";
            default -> "(" + left + one(" + ", " - ", " * ", " / ") + number(depth - 1) + ")";
        };
    }

    private String truth(int depth) {
        if (depth == 0) {
            return one("approved", "TRUE", "false", "category = 'cash'", "category <> 'food'", "category >= 'food'");
        }
        return switch (random.nextInt(3)) {
            case 0 -> "NOT (" + truth(depth - 1) + ")";
            case 1 -> "(" + truth(depth - 1) + one(" AND ", " or ") + truth(depth - 1) + ")";
            default ->
                "(" + number(depth - 1) + one(" = ", "==", "<>", "!=", "<", "<=", ">", ">=") + number(depth - 1) + ")";
        };
    }

    private String one(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
