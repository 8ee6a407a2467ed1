package dev.streamflow.events.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "EFBBBF61, UTF-8, 3", "FFFE6100, UTF-16LE, 2", "FEFF0061, UTF-16BE, 2", "FFFE0000, UTF-32LE, 4",
        "0000FEFF, UTF-32BE, 4", "61006200, UTF-16LE, 0", "00610062, UTF-16BE, 0", "61000000, UTF-32LE, 0",
        "00000061, UTF-32BE, 0", "61626364, ISO-8859-1, 0", "EFBB, ISO-8859-1, 0", "6100, ISO-8859-1, 0"
    })
    void aMarkOrTheZerosTell(String hex, String charset, int mark) {
        byte[] head = HexFormat.of().parseHex(hex);
        assertThat(TextEncoding.detect(head, ISO_8859_1)).isEqualTo(new TextEncoding(Charset.forName(charset), mark));
    }

    @Test
    void nothingIsReplaced() {
        assertThatThrownBy(() -> new TextEncoding(UTF_8, 0).decode(new byte[] {'a', (byte) 0xFC}, 0, 2))
                .isInstanceOf(CharacterCodingException.class);
    }
}
