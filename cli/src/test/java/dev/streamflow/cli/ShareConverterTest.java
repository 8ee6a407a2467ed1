package dev.streamflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ShareConverterTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0.5, 0.5", "50%, 0.5", "2.5%, 0.025", "100%, 1"})
    void aShareMayBeInPercent(String text, double share) {
        assertThat(new ShareConverter().convert(text)).isEqualTo(share);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "-0.1", "101%", "half", "", "%", "NaN"})
    void whatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> new ShareConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is not a share from 0 to 1, such as 0.05 or 5%");
    }
}
