package dev.streamflow.csv;

import static dev.streamflow.csv.ReadFile.dialect;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people's JSON files hold: lines, arrays, pretty documents, encodings. */
class JsonFilesTest {
    private static final String ONE = "{\"id\": \"1\", \"at\": \"2026-02-01T09:00:00Z\", \"note\": \"Köln [{\"}";
    private static final String TWO = "{\"id\": \"2\", \"at\": \"2026-02-01T09:00:00Z\"}";

    @TempDir
    Path folder;

    private ReadFile read(String text) {
        return ReadFile.of(ReadFile.write(folder.resolve("orders.json"), text, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aMarkIsNoPartOfTheFirstLine(String charset) {
        String text = ONE + "\r\n" + TWO + "\n";
        Path file = folder.resolve("orders.jsonl");

        assertThat(ReadFile.of(ReadFile.write(file, "\uFEFF" + text, Charset.forName(charset)))
                        .texts())
                .containsExactly(ONE, TWO);
        assertThat(ReadFile.of(ReadFile.write(file, text, Charset.forName(charset)))
                        .texts())
                .containsExactly(ONE, TWO);
    }

    @Test
    void anotherEncodingBecomesUtf8() {
        Path file = ReadFile.write(folder.resolve("orders.jsonl"), ONE + "\n", ISO_8859_1);

        assertThat(ReadFile.of(ReadFile.ORDERS, file, dialect("ISO-8859-1", null, '"', null, null))
                        .texts())
                .containsExactly(ONE);
        assertThatThrownBy(() -> ReadFile.of(file)).hasMessageContaining("(the first is invalid-utf8)");
        assertThat(ReadFile.of(ReadFile.write(file, TWO + "\n" + ONE, ISO_8859_1))
                        .counts()
                        .reasons())
                .isEqualTo(Map.of("invalid-utf8", 1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[%s, %s]", "[%s,%s,]\n", " [\n  %s,\n  %s\n]\n", "%s%s", "%s\r%s\r", "%s,\n%s", "{}\n%s\n%s"})
    void objectsAreSentOneByOneHoweverTheyAreLaidOut(String layout) {
        assertThat(read(layout.replaceFirst("%s", ONE.replace("\\", "\\\\")).replace("%s", TWO))
                        .texts())
                .endsWith(ONE, TWO);
    }

    @Test
    void prettyObjectsKeepTheirLines() {
        String pretty = TWO.replace(", ", ",\n  ").replace("{", "{\n  ");

        assertThat(read("[\n" + pretty + ",\n" + pretty + "\n]").texts()).containsExactly(pretty, pretty);
        assertThat(read(pretty + "\n" + pretty).counts())
                .isEqualTo(new RowCounts(2, 0, 0, 0, 0, Map.of(), Map.of(), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s, %s",
                "[%s %s]",
                "[%s] %s",
                "[%s, {\"a\": \"\n\"}]",
                "[1, 2, 3]",
                "[[%s]]",
                "{\"rows\":\n[\n{\"a\":\n1}",
                "[\"a\"]\n[\"b\"]\n"
            })
    void whatIsNeitherLinesNorAnArrayIsRefused(String layout) {
        assertThatThrownBy(() -> read(layout.replace("%s", TWO)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no line of it is a JSON object (the first is ");
    }

    @Test
    void anEmptyArrayHasNoRow() {
        assertThat(read("[]").counts()).isEqualTo(RowCounts.NONE);
        assertThat(read("").counts()).isEqualTo(RowCounts.NONE);
    }

    /** The reasons are those that landing gives for the same bytes. */
    @Test
    void everyLineIsJudgedAsLandingDoes() {
        ReadFile read = read(TWO + "\nnot json\n[1]\n7\n{\"id\":\n" + TWO + "," + "\n{\"a\":\"\t\"}\n{a:1}\n\n");

        assertThat(read.counts().rows()).isEqualTo(8);
        assertThat(read.counts().misshapen()).isEqualTo(7);
        assertThat(read.counts().untimed()).isEqualTo(7);
        assertThat(read.counts().blankLines()).isEqualTo(1);
        assertThat(read.counts().reasons())
                .isEqualTo(Map.of(
                        "not-an-object", 3L,
                        "truncated", 1L,
                        "trailing-content", 1L,
                        "control-character", 1L,
                        "malformed", 1L));
    }

    @Test
    void placesAreLines() {
        assertThat(read("[\n" + TWO + ",\n\n" + TWO + "]").lines()).containsExactly(2L, 4L);
        assertThat(read(TWO + "\n\n" + TWO).lines()).containsExactly(1L, 3L);
    }
}
