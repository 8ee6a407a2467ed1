package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How spreadsheets, R, MySQL and people write numbers, truth values and what is missing. */
class CsvCellsTest {
    private static final String AT = "2026-02-01T09:00:00Z";

    @TempDir
    Path folder;

    private ReadFile read(EventSchema schema, String... rows) {
        String text = "Order ID;at;note;gift;amount\n" + String.join("\n", rows) + "\n";
        return ReadFile.of(schema, ReadFile.write(folder.resolve("orders.csv"), text, UTF_8), CsvDialect.USUAL);
    }

    /** The JSON of the amount in that cell. */
    private String amount(EventSchema schema, String cell) {
        String value = read(schema, "1;" + AT + ";;;" + cell).texts().get(0);
        return value.replaceAll(".*Z\",?(\"amount\":)?(.*)}", "$2");
    }

    @Test
    void cellsThatAreNotOfTheirTypeAreCountedBeforeTheEtlQuarantinesThem() {
        ReadFile read = read(ReadFile.ORDERS, "1;" + AT + ";;;2,6", "2;" + AT + ";;perhaps;3", "3;" + AT + ";;yes;1");

        assertThat(read.counts().mistyped()).isEqualTo(Map.of("amount", 1L, "gift", 1L));
        assertThat(read.counts().misshapen() + read.counts().untimed()).isZero();
        assertThat(read.tally().exceeds(0.5)).isTrue();
        assertThat(read.tally().why()).isEqualTo("amount:type 1, gift:type 1; the first is in line 2");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', textBlock = """
            1, 1
            2.50, 2.50
            -0.0, -0.0
            1e3, 1e3
            .5, 0.5
            5., 5
            +3, 3
            -.5, -0.5
            007, 7
            00, 0
            ^ 12 ^, 12
            ^1,234^, ^"1,234"^
            1.234.567, "1.234.567"
            5%, "5%"
            €5, "€5"
            (5), "(5)"
            ., "."
            -, "-"
            0x1F, "0x1F"
            1 234, "1 234"
            1e99999, "1e99999"
            Infinity, "Infinity"
            """)
    void numbersAreReadAsPeopleWriteThem(String cell, String json) {
        assertThat(amount(ReadFile.ORDERS, cell)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', textBlock = """
            ^2,6^, 2.6
            ^-,5^, -0.5
            ^1.234,56^, 1234.56
            ^1.234.567^, 1234567
            ^1 234,5^, 1234.5
            ^1\u00a0234,5^, 1234.5
            ^1'234,5^, 1234.5
            ^1.234 567^, ^"1.234 567"^
            ^1.23^, ^"1.23"^
            ^1,5e3^, 1.5e3
            13, 13
            ^2,5 €^, ^"2,5 €"^
            """)
    void aDecimalCommaIsNamedByTheSchema(String cell, String json) {
        assertThat(amount(ReadFile.schema("\"x-decimal\": \",\","), cell)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', textBlock = """
            ^1,234.50^, 1234.50
            ^1,23^, ^"1,23"^
            ^1,234,567^, 1234567
            ^1234.5^, 1234.5
            """)
    void aDecimalPointThatIsNamedHasThousandsAsWell(String cell, String json) {
        assertThat(amount(ReadFile.schema("\"x-decimal\": \".\","), cell)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "N/A", "#N/A", "NULL", "null", "\\N", "NaN", " nan "})
    void whatIsMissingIsKnownWhereItCanBeNoValue(String text) {
        ReadFile read = read(ReadFile.ORDERS, "1;" + AT + ";" + text + ";" + text + ";" + text);

        assertThat(read.texts())
                .containsExactly(
                        "{\"id\":\"1\",\"at\":\"" + AT + "\",\"note\":\"" + text.replace("\\", "\\\\") + "\"}");
        assertThat(read.counts().missing()).isEqualTo(Map.of(text.strip(), 2L));
    }

    @Test
    void whatIsMissingIsNamedByTheSchema() {
        EventSchema schema = ReadFile.schema("\"x-missing\": [\"NA\", \"-\", \"-200\"],");
        ReadFile read = read(schema, "1;" + AT + ";NA;-;-200", "2;" + AT + "; - ;NA; NULL ");

        assertThat(read.texts())
                .containsExactly(
                        "{\"id\":\"1\",\"at\":\"" + AT + "\"}",
                        "{\"id\":\"2\",\"at\":\"" + AT + "\",\"amount\":\"NULL\"}");
        assertThat(read.counts().missing()).isEmpty();
    }

    @Test
    void truthHasManyNames() {
        List<String> yes = List.of("true", "TRUE", "T", "yes", "Y", "1");
        List<String> no = List.of("false", "False", "f", "No", "n", "0");

        assertThat(yes).allSatisfy(cell -> assertThat(gift("", cell)).isEqualTo("true"));
        assertThat(no).allSatisfy(cell -> assertThat(gift("", cell)).isEqualTo("false"));
        assertThat(gift("", "ja")).isEqualTo("\"ja\"");
        assertThat(gift("\"x-true\": [\"ja\", \"0\"], \"x-false\": [\"nein\"],", "ja"))
                .isEqualTo("true");
        assertThat(gift("\"x-true\": [\"ja\", \"0\"], \"x-false\": [\"nein\"],", "0"))
                .isEqualTo("true");
        assertThat(gift("\"x-true\": [\"ja\", \"0\"], \"x-false\": [\"nein\"],", "nein"))
                .isEqualTo("false");
    }

    private String gift(String keywords, String cell) {
        String value = read(ReadFile.schema(keywords), "1;" + AT + ";;" + cell + ";")
                .texts()
                .get(0);
        return value.replaceAll(".*\"gift\":(.*)}", "$1");
    }

    @Test
    void noDigitIsLost() {
        assertThat(new NumberText(Optional.of(",")).json("9.007.199.254.740.993,000000000000000001"))
                .contains("9007199254740993.000000000000000001");
    }
}
