package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandedLineReaderTest {
    private static final String START = "{\"_kafka\":{\"p\":3,\"o\":12,\"ts\":-1";

    private final LandedLineReader line = new LandedLineReader();

    @Test
    void theValueIsWhatWasSent() {
        assertThat(value(START + "},\"a\":{}}")).isEqualTo("{\"a\":{}}");
        assertThat(value(START + "}}")).isEqualTo("{}");
        assertThat(line.partition()).isEqualTo(3);
        assertThat(line.offset()).isEqualTo(12);
        assertThat(line.timestamp()).isEqualTo(-1);
    }

    @Test
    void whatIsKeptBesideTheValueIsNoPartOfIt() {
        String kept =
                ",\"key\":\"}{]\\\\\\\"\",\"headers\":[{\"key\":\"[\",\"value\":null},{\"key\":\"\",\"value\":\"}\"}]}";

        assertThat(value(START + kept + ",\"_kafka\":{\"p\":1}}")).isEqualTo("{\"_kafka\":{\"p\":1}}");
        assertThat(value(START + kept + "}")).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1}",
                "{\"_kafka\":{\"p\":3,\"o\":,\"ts\":1}}",
                "{\"_kafka\":{\"p\":3,\"o\":99999999999999999999,\"ts\":1}}",
                "{\"_kafka\":{\"p\":3,\"o\":9999999999999999999,\"ts\":1}}",
                START,
                START + "}",
                START + "x}}",
                START + ",\"key\":\"",
                START + ",\"key\":\"\\",
                START + ",\"key\":\"}}",
                START + ",\"headers\":[{}"
            })
    void aLineThatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> value(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a line without coordinates: ");
    }

    /** Within a larger buffer, as files are read. */
    private String value(String text) {
        byte[] bytes = ("}}\n" + text + "\n}}").getBytes(UTF_8);
        line.read(bytes, 3, bytes.length - 3);
        return new String(line.value(), UTF_8);
    }
}
