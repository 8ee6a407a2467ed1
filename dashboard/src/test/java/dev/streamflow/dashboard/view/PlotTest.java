package dev.streamflow.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    @Test
    void aMissingDateIsAGapInTheLine() {
        Plot plot = Plot.spark(values(1, 2, null, 3));

        assertThat(plot.shapes()).hasSize(2).noneMatch(Plot.Shape::isBar);
    }

    @Test
    void aMissingDateHasNoBarAndZeroHasOne() {
        assertThat(Plot.of(100, 50, List.of(values(4, null, 0)), true).shapes())
                .hasSize(2)
                .allMatch(Plot.Shape::isBar);
    }

    @Test
    void aNegativeBarHangsBelowZero() {
        List<Plot.Shape> bars =
                Plot.of(100, 102, List.of(values(10, -10)), true).shapes();

        assertThat(bars.get(0).y()).isEqualTo("1.00");
        assertThat(bars.get(1).y()).isEqualTo("51.00");
    }

    @Test
    void nothingIsDrawnOfNothing() {
        assertThat(Plot.spark(values((Integer) null)).shapes()).isEmpty();
    }

    private static List<BigDecimal> values(Integer... values) {
        return Arrays.asList(Arrays.stream(values)
                .map(value -> value == null ? null : new BigDecimal(value))
                .toArray(BigDecimal[]::new));
    }
}
