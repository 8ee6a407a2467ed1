package dev.streamflow.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void whatIsNotSeenIsSpelledOut() {
        assertThat(VisibleText.of("a\u202eb\u0000c\u200bd\u2028e\ud83d"))
                .isEqualTo("a\\u202eb\\u0000c\\u200bd\\u2028e\\ud83d");
        assertThat(VisibleText.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void allElseStaysAsItIs() {
        String text = "{\"a\":\t\"日本語 🙂 עברית é\"}\r\n<b>";
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }
}
