package dev.streamflow.events.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROUND(quantity * price * (1 - discount / 100), 2) | 8.51",
                "round(0.125, 2)                                   | 0.13",
                "ROUND(-0.125, 2)                                  | -0.13",
                "ABS(-price)                                       | 3.15",
                "IF(price > 3 AND NOT (discount = 0), 1, 2)        | 1",
                "if(price <> 3.15 or discount == 0, 1, 2)          | 2",
                "1 + 2 * 3 - 4 / 8                                 | 6.5",
            })
    void evaluatesWhatSparkSqlReadsAlike(String text, BigDecimal value) {
        var values = Map.of("quantity", 3L, "price", new BigDecimal("3.15"), "discount", new BigDecimal("10"));

        assertThat((BigDecimal) Expression.parse(text).evaluate(values)).isEqualByComparingTo(value);
    }

    @Test
    void comparesTextAndGivesTextAndTruth() {
        assertThat(Expression.parse("IF(kind = 'cash', 'high', 'low')").evaluate(Map.of("kind", "cash")))
                .isEqualTo("high");
        assertThat(Expression.parse("approved AND TRUE").evaluate(Map.of("approved", true)))
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 +", "SQRT(4)", "a ? b : c", "a && b", "items[0]", "2 ^ 3", "(1", "RANDOM()"})
    void refusesWhatTheTwoDoNotShare(String text) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot parse \"" + text + "\"");
    }

    @Test
    void aDivisionByZeroHasNoValue() {
        assertThatThrownBy(() -> Expression.parse("1 / a").evaluate(Map.of("a", 0L)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("1 / a");
    }
}
