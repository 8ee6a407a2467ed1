package dev.streamflow.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNumbersTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-2", "1-3,5,7-9", "2,4,6", "20000"})
    void theTextIsTheSetAndBack(String text) {
        assertThat(RunNumbers.parse(text)).hasToString(text);
    }

    @Test
    void whatIsMissing() {
        RunNumbers all = RunNumbers.of(List.of(5L, 1L, 2L, 3L));

        assertThat(all).hasToString("1-3,5");
        assertThat(all.without(RunNumbers.parse("2,9"))).hasToString("1,3,5");
        assertThat(all.with(4)).hasToString("1-5");
        assertThat(all.without(all).isEmpty()).isTrue();
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> RunNumbers.parse("1,x")).isInstanceOf(IllegalArgumentException.class);
    }
}
