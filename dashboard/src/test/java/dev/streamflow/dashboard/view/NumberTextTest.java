package dev.streamflow.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.dashboard.store.Column;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void moneyKeepsEveryDigitInAnyLocale() {
        assertThat(money("12345678901234567.89")).isEqualTo("12,345,678,901,234,567.89");
        assertThat(money("0.00")).isEqualTo("0.00");
        assertThat(money("-1234.50")).isEqualTo("−1,234.50");
        assertThat(money(null)).isEqualTo("–");
    }

    @Test
    void aDoubleHasAtMostFourDigitsBehindThePoint() {
        assertThat(NumberText.of(Column.Type.DOUBLE, new BigDecimal("2.50000001")))
                .isEqualTo("2.5");
        assertThat(NumberText.of(Column.Type.DOUBLE, new BigDecimal("1E+20"))).isEqualTo("100,000,000,000,000,000,000");
    }

    @Test
    void aChangeHasItsSignAndIsNothingAgainstNothing() {
        assertThat(change("200", "150")).isEqualTo("−25.0 %");
        assertThat(change("-100", "100")).isEqualTo("+200.0 %");
        assertThat(change("0", "100")).isEqualTo("–");
        assertThat(change("1", "1000000")).isEqualTo("> +999 %");
    }

    @Test
    void aShareOfNothingIsNone() {
        assertThat(NumberText.share(BigDecimal.ONE, BigDecimal.ZERO)).isEqualTo("–");
        assertThat(NumberText.share(BigDecimal.ONE, new BigDecimal("3"))).isEqualTo("33.3 %");
        assertThat(NumberText.share(BigDecimal.ONE, new BigDecimal("3000"))).isEqualTo("0.03 %");
    }

    private static String money(String value) {
        return NumberText.of(Column.Type.DECIMAL, value == null ? null : new BigDecimal(value));
    }

    private static String change(String before, String now) {
        return NumberText.change(new BigDecimal(before), new BigDecimal(now));
    }

    @Test
    void aLargeMeanHasTwoDigitsBehindThePoint() {
        assertThat(NumberText.mean(Column.Type.DECIMAL, new BigDecimal("-4185623119.387083")))
                .isEqualTo("−4,185,623,119.39");
        assertThat(NumberText.mean(Column.Type.DECIMAL, new BigDecimal("0.001234")))
                .isEqualTo("0.001234");
        assertThat(NumberText.mean(Column.Type.DECIMAL, null)).isEqualTo("–");
    }
}
