package dev.streamflow.csv;

import static dev.streamflow.csv.ReadFile.dialect;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people's CSV files hold: encodings, separators, quotes, rows that are none. */
class CsvFilesTest {
    private static final String AT = "2026-02-01T09:00:00Z";
    private static final String FIRST = "{\"id\":\"1\",\"at\":\"" + AT + "\",\"note\":\"Köln\"}";
    private static final String SECOND = "{\"id\":\"2\",\"at\":\"" + AT + "\"}";

    @TempDir
    Path folder;

    private Path file(String text) {
        return file(text, UTF_8);
    }

    private Path file(String text, Charset charset) {
        return ReadFile.write(folder.resolve("orders.csv"), text, charset);
    }

    private ReadFile read(String text, CsvDialect dialect) {
        return ReadFile.of(ReadFile.ORDERS, file(text), dialect);
    }

    private ReadFile read(String text) {
        return read(text, CsvDialect.USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkStandsInFrontOfAQuotedName(String charset) {
        String text = "\"Order ID\",\"at\",\"note\"\r\n\"1\",\"" + AT + "\",\"Köln\"\r\n2," + AT + ",\r\n";

        assertThat(ReadFile.of(file("\uFEFF" + text, Charset.forName(charset))).texts())
                .containsExactly(FIRST, SECOND);
        assertThat(ReadFile.of(file(text, Charset.forName(charset))).texts()).containsExactly(FIRST, SECOND);
        assertThat(ReadFile.of(file("\uFEFF" + text, Charset.forName(charset)))
                        .inspection()
                        .ignored())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "IBM037", "x-MacRoman"})
    void anEncodingIsTakenAsSaid(String charset) {
        String text = "Order ID,at,note\n1," + AT + ",Köln\n2," + AT + ",\n";

        assertThat(ReadFile.of(
                                ReadFile.ORDERS,
                                file(text, Charset.forName(charset)),
                                dialect(charset, null, '"', null, null))
                        .texts())
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void aFileOfAnotherEncodingIsRefusedWithItsLine() {
        Path file = file("Order ID,at,note\n1," + AT + ",Bonn\n2," + AT + ",Köln\n", ISO_8859_1);

        assertThatThrownBy(() -> ReadFile.of(file))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot read " + file + ": line 3 is no UTF-8: its byte 25 is 0xF6");
        assertThatThrownBy(() -> ReadFile.of(file("Stück,at\n", ISO_8859_1)))
                .hasMessageEndingWith("line 1 is no UTF-8: its byte 3 is 0xFC");
    }

    /** A file full of umlauts in UTF-8 is in UTF-8, whatever one of its rows holds. */
    @Test
    void aBrokenRowOfASoundFileIsSentAsItStands() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(("Order ID,at,note\n1," + AT + ",Köln\n1," + AT + ",Köln\n").getBytes(UTF_8));
        byte[] broken = ("3," + AT + ",K\u00f6ln").getBytes(ISO_8859_1);
        bytes.write(broken);
        bytes.write('\n');
        ReadFile read = ReadFile.of(ReadFile.write(folder.resolve("o.csv"), bytes.toByteArray()));

        assertThat(read.texts().subList(0, 2)).containsExactly(FIRST, FIRST);
        assertThat(read.values().get(2)).isEqualTo(broken);
        assertThat(read.counts().reasons()).isEqualTo(Map.of("encoding", 1L));
    }

    /** Where no more rows speak for the encoding than against it. */
    @Test
    void aFileThatMayAsWellBeOfAnotherEncodingIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(("Order ID,at,note\n1," + AT + ",Köln\n").getBytes(UTF_8));
        bytes.write(("3," + AT + ",Köln\n").getBytes(ISO_8859_1));
        Path file = ReadFile.write(folder.resolve("o.csv"), bytes.toByteArray());

        assertThatThrownBy(() -> ReadFile.of(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(": line 3 is no UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theSeparatorIsSeenByTheHeader(String separator) {
        String text = "Order ID,at,note\n1," + AT + ",Köln\n2," + AT + ",\n";

        assertThat(read(text.replace(",", separator)).texts()).containsExactly(FIRST, SECOND);
    }

    @Test
    void anotherSeparatorIsSaidByTheFlagOrByTheFile() {
        String text = "Order ID^at^note\n1^" + AT + "^Köln\n";

        assertThat(read(text, dialect(null, '^', '"', null, null)).texts()).containsExactly(FIRST);
        assertThat(read("sep=^\r\n" + text).texts()).containsExactly(FIRST);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("it lacks column Order ID, at; it has Order ID^at^note");
    }

    @ParameterizedTest
    @CsvSource({"'\\n'", "'\\r\\n'", "'\\r'"})
    void linesEndInAnyWay(String name) {
        String end = name.replace("\\n", "\n").replace("\\r", "\r");
        ReadFile read = read(
                String.join(end, "Order ID,at,note", "", "1," + AT + ",\"a" + end + "b\"", "2," + AT + ",", "", ""));

        assertThat(read.texts())
                .containsExactly(
                        FIRST.replace("Köln", "a" + end.replace("\n", "\\n").replace("\r", "\\r") + "b"), SECOND);
        assertThat(read.counts().blankLines()).isEqualTo(2);
        assertThat(read.counts().misshapen()).isZero();
    }

    @Test
    void lineEndsMayBeMixed() {
        assertThat(read("Order ID,at,note\r\n\r\n1," + AT + ",Köln\n2," + AT + ",\r\n")
                        .texts())
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void namesAreComparedWithoutTheirBlanks() {
        ReadFile read = read(" Order  ID ,\u00a0at\u00a0,note\uFEFF,,\n1," + AT + ",Köln,,\n");

        assertThat(read.texts()).containsExactly(FIRST);
        assertThat(read.inspection().ignored()).isEmpty();
        assertThat(read.inspection().unnamed()).isEqualTo(2);
    }

    @Test
    void namesAreComparedHoweverTheirAccentsAreEncoded() {
        EventSchema orders =
                SchemaReader.parse("orders", ReadFile.ORDERS.document().replace("\"Order ID\"", "\"Auftr\u00e4ge\""));
        Path file = file("Auftra\u0308ge,at,note\n1," + AT + ",Köln\n");

        assertThat(ReadFile.of(orders, file, CsvDialect.USUAL).texts()).containsExactly(FIRST);
    }

    @Test
    void aNameThatIsThereTwiceMattersWhereAFieldReadsIt() {
        assertThat(read("Order ID,x,at,x\n2,a," + AT + ",b\n").texts()).containsExactly(SECOND);
        assertThatThrownBy(() -> read("Order ID,at,at\n2,a," + AT + "\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("its header has column at twice");
    }

    @Test
    void surplusCellsThatAreEmptyAreNoData() {
        ReadFile read = read("Order ID,at,note\n1," + AT + ",Köln,, \n2," + AT + ",,\"\"\n3," + AT + ",,x\n");

        assertThat(read.texts()).containsExactly(FIRST, SECOND, "3," + AT + ",,x");
        assertThat(read.tally().why()).isEqualTo("cells 1; the first is in line 4");
        assertThat(read.counts().reasons()).isEqualTo(Map.of("cells", 1L));
    }

    @Test
    void columnsWithoutANameMayBeLeftOut() {
        assertThat(read("Order ID,at,note,,\n1," + AT + ",Köln\n2," + AT + ",,,\n")
                        .texts())
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void aRowOfNothingButSeparatorsIsBlank() {
        ReadFile read = read("Order ID;at;note;;\n;;;;\n1;" + AT + ";Köln;;\n ; ; ;\n;\n");

        assertThat(read.texts()).containsExactly(FIRST);
        assertThat(read.counts()).isEqualTo(new RowCounts(1, 0, 0, 3, 0, Map.of(), Map.of(), Map.of()));
    }

    /** Separator, quotes, encoding and the line end within are the file's own. */
    @Test
    void aRowThatIsNoEventIsSentByteByByte() {
        String row = "R2;\"K\u00f6ln;\r\n\"\"Dom\"\"\"";
        Path file = file("Order ID;at;note\r\n" + row + "\r\n2;" + AT + ";\r\n", ISO_8859_1);
        ReadFile read = ReadFile.of(ReadFile.ORDERS, file, dialect("ISO-8859-1", ';', '"', null, null));

        assertThat(read.values().get(0)).isEqualTo(row.getBytes(ISO_8859_1));
        assertThat(read.texts().get(1)).isEqualTo(SECOND);
        assertThat(read.counts()).isEqualTo(new RowCounts(2, 1, 1, 0, 0, Map.of("cells", 1L), Map.of(), Map.of()));
    }

    @Test
    void brokenQuotesStopNeitherTheFileNorTheNextRow() {
        String said = "3," + AT + ",\"say \\\"hi\\\" now\"";
        String inch = "4," + AT + ",\"5\\\"\"";
        ReadFile read = read("Order ID,at,note\n1," + AT + ",Köln\n" + said + "\n" + inch + "\n2," + AT + ",\n");

        assertThat(read.texts()).containsExactly(FIRST, said, inch, SECOND);
        assertThat(read.counts().reasons()).isEqualTo(Map.of("quotes", 2L));
    }

    @Test
    void anEscapeIsReadWhereItIsSaid() {
        ReadFile read = read(
                "Order ID,at,note\n3," + AT + ",\"say \\\"hi\\\"\\, C:\\\\x\\y\"\n4," + AT + ",5\\\"\\\n6\"\n1," + AT
                        + ",Köln\n",
                dialect(null, ',', '"', '\\', null));

        assertThat(read.texts())
                .containsExactly(
                        "{\"id\":\"3\",\"at\":\"" + AT + "\",\"note\":\"say \\\"hi\\\", C:\\\\x\\\\y\"}",
                        "{\"id\":\"4\",\"at\":\"" + AT + "\",\"note\":\"5\\\"\\n6\\\"\"}",
                        FIRST);
    }

    @Test
    void aQuoteThatIsNeverClosedSwallowsNothing() {
        String open = "3," + AT + ",\"open";
        ReadFile read = read("Order ID,at,note\n" + open + "\n1," + AT + ",Köln\n2," + AT + ",\n");

        assertThat(read.texts()).containsExactly(open, FIRST, SECOND);
        assertThat(read.counts().reasons()).isEqualTo(Map.of("quotes", 1L));
    }

    /** The next quote that could close it stands in front of a separator. */
    @Test
    void aRowThatAStrayQuoteWouldSwallowIsReadOnItsOwn() {
        String open = "3," + AT + ",\"open";
        ReadFile read = read("Order ID,at,note\n" + open + "\n1," + AT + ",\", x\"\n2," + AT + ",\n");

        assertThat(read.texts()).containsExactly(open, FIRST.replace("Köln", ", x"), SECOND);
        assertThat(read.counts().reasons()).isEqualTo(Map.of("quotes", 1L));
    }

    @Test
    void aQuoteWithinACellIsText() {
        assertThat(read("Order ID,at,note\n1," + AT + ",5\" pipe\n").texts())
                .containsExactly(FIRST.replace("Köln", "5\\\" pipe"));
        assertThat(read("Order ID,at,note\n1, \"" + AT + "\" ,\"Köln\"\n").texts())
                .containsExactly(FIRST);
        assertThat(read("Order ID,at,note\n'1','" + AT + "','Köln'\n", dialect(null, ',', '\'', null, null))
                        .texts())
                .containsExactly(FIRST);
        assertThat(read("Order ID\tat\tnote\n1\t" + AT + "\t\"a\n", dialect(null, '\t', null, null, null))
                        .texts())
                .containsExactly(FIRST.replace("Köln", "\\\"a"));
    }

    @Test
    void commentsAreNoRows() {
        ReadFile read =
                read("# made by hand\nOrder ID,at,note\n#\n1," + AT + ",Köln\n", dialect(null, ',', '"', null, '#'));

        assertThat(read.texts()).containsExactly(FIRST);
        assertThat(read.counts().commentLines()).isEqualTo(2);
    }

    @Test
    void packedFilesAreKnownByTheirBytes() throws IOException {
        byte[] text = ("Order ID,at,note\n1," + AT + ",Köln\n").getBytes(UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text);
        }
        byte[] zstd = Zstd.compress(text);
        byte[] cut = Arrays.copyOf(gzip.toByteArray(), gzip.size() - 12);

        assertThat(ReadFile.of(ReadFile.write(folder.resolve("a.csv"), gzip.toByteArray()))
                        .texts())
                .containsExactly(FIRST);
        assertThat(ReadFile.of(ReadFile.write(folder.resolve("b.csv.zst"), zstd))
                        .texts())
                .containsExactly(FIRST);
        assertThat(ReadFile.of(ReadFile.write(folder.resolve("c.csv.gz"), text)).texts())
                .containsExactly(FIRST);
        assertThatThrownBy(() -> ReadFile.of(ReadFile.write(folder.resolve("d.csv.gz"), cut)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("d.csv.gz: it is packed, and ends early or is damaged");
        assertThatThrownBy(() -> ReadFile.of(
                        ReadFile.write(folder.resolve("e.xlsx"), "PK\u0003\u0004....".getBytes(ISO_8859_1))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("e.xlsx: it is a zip archive, as an Excel workbook is one");
    }
}
