package dev.streamflow.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class DialectOptionsTest {
    private static CsvDialect dialect(String... args) {
        DialectOptions options = new DialectOptions();
        CommandLine.populateCommand(options, args);
        return options.dialect();
    }

    @Test
    void withoutFlagsTheUsualIsRead() {
        assertThat(dialect()).isEqualTo(CsvDialect.USUAL);
        assertThat(dialect("--quote", "none").quote()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            ;, 59
            tab, 9
            \\t, 9
            bar, 124
            pipe, 124
            space, 32
            ^, 94
            """)
    void aSeparatorIsACharacterOrItsName(String text, int character) {
        assertThat(dialect("--separator", text).separator()).contains((char) character);
    }

    @Test
    void severalCharactersAreRefusedByName() {
        assertThatThrownBy(() -> dialect("--separator", "||"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'||' is not one character, nor the name of one: ");
    }
}
