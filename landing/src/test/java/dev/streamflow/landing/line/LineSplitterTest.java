package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
    private static final int LONGER_THAN_THE_BUFFER = 300 << 10;

    @Test
    void aLineFeedAloneEndsALine() throws IOException {
        assertThat(lines("a\nb\r\nc\rd\u0085\n", 8)).containsExactly("a", "b\r", "c\rd\u0085");
    }

    @Test
    void aLineThatIsCutOffIsRefused() {
        assertThatThrownBy(() -> lines("a\nb", 8)).hasMessage("the last line is cut off");
        assertThatThrownBy(() -> lines("b", 8)).hasMessage("the last line is cut off");
    }

    @Test
    void aLineMayBeEmpty() throws IOException {
        assertThat(lines("a\n\n", 8)).containsExactly("a", "");
        assertThat(lines("\n", 8)).containsExactly("");
        assertThat(lines("", 8)).isEmpty();
    }

    @Test
    void bytesStayAsTheyAre() throws IOException {
        assertThat(lines("\u00ff\u00fe\0\u00c3\n\u00e2\u0082\n", 8))
                .containsExactly("\u00ff\u00fe\0\u00c3", "\u00e2\u0082");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1 << 20})
    void linesMayBeLongerThanTheBuffer(int read) throws IOException {
        String three = "x".repeat(3 * LONGER_THAN_THE_BUFFER);
        String one = "y".repeat(LONGER_THAN_THE_BUFFER);

        assertThat(lines("a\n" + three + "\n\nb\n" + one + "\nc\n", read))
                .containsExactly("a", three, "", "b", one, "c");
    }

    /** @param read how many bytes there are at a time */
    private static List<String> lines(String text, int read) throws IOException {
        InputStream in = new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
            @Override
            public int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, read));
            }
        };
        List<String> found = new ArrayList<>();
        try (LineSplitter lines = new LineSplitter(in)) {
            while (lines.next()) {
                found.add(new String(lines.bytes(), lines.from(), lines.to() - lines.from(), ISO_8859_1));
            }
            assertThat(lines.next()).as("a line behind the last").isFalse();
        }
        return found;
    }
}
