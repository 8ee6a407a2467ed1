package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {
    private static final EventSchema TRIPS = SchemaReader.parse("trips", """
            {"description": "One row per trip.", "type": "object", "properties": {
               "at": {"type": "string", "format": "date-time"}, "bike": {"type": "integer"}, "price": {"type": "number"},
               "place": {"type": "object", "properties": {"city": {"type": "string"}}}},
             "required": ["at"], "x-event-time": {"field": "at"}}""");

    @TempDir
    Path folder;

    @Test
    void aRowIsAnObjectInTheOrderOfTheColumns() throws IOException {
        Reference rows = read("id,name,price,code\nA,\"Tea, \"\"green\"\"\",1.50,007\nB,,2,1\n", "id");
        assertThat(rows.size()).isEqualTo(2);
        assertThat(row(rows, "A"))
                .isEqualTo("{\"id\":\"A\",\"name\":\"Tea, \\\"green\\\"\",\"price\":1.50,\"code\":\"007\"}");
        assertThat(row(rows, "B")).isEqualTo("{\"id\":\"B\",\"name\":null,\"price\":2,\"code\":\"1\"}");
        assertThat(rows.find("C")).isNull();
    }

    @Test
    void wholeNumbersAreFoundHoweverTheyAreWritten() throws IOException {
        Reference rows = Reference.read(
                file("bike,kind\n007,cargo\n-1,none\n"),
                "bike",
                JoinColumn.of(TRIPS, "bike").key());
        assertThat(row(rows, "7")).isEqualTo("{\"bike\":\"007\",\"kind\":\"cargo\"}");
        assertThat(rows.find("-1")).isNotNull();
    }

    @Test
    void aFileThatIsNoReferenceIsRefusedWithItsFault() throws IOException {
        assertFault("id,name\nA,x\nA,y\n", "it has id A more than once");
        assertFault("key,name\nA,x\n", "it lacks column id; it has key, name");
        assertFault("id,id\nA,x\n", "it has a column twice: id, id");
        assertFault("id,name\n,x\n", "line 2 has id : it is empty");
        assertFault("", "it lacks column id; it has ");
        assertThatThrownBy(() -> read("id,name\nA\n", "id")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Reference.read(folder.resolve("none.csv"), "id", UnaryOperator.identity()))
                .hasMessageEndingWith("none.csv: there is no such file");
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'i', 'd', '\n', (byte) 0xE4, '\n'});
        assertThatThrownBy(() -> Reference.read(latin, "id", UnaryOperator.identity()))
                .hasMessageEndingWith("latin.csv: it is not UTF-8 text");
        assertThatThrownBy(() -> Reference.read(
                        file("bike\n7a\n"), "bike", JoinColumn.of(TRIPS, "bike").key()))
                .hasMessageEndingWith("line 2 has bike 7a: it is no whole number");
    }

    @Test
    void theColumnOfTheEventMayHaveAnotherNameThanThatOfTheReference() {
        assertThat(JoinColumn.of(TRIPS, "place.city=town"))
                .isEqualTo(new JoinColumn("place_city", "place.city", "town", false));
        assertThat(JoinColumn.of(TRIPS, "bike")).isEqualTo(new JoinColumn("bike", "bike", "bike", true));
        assertThatThrownBy(() -> JoinColumn.of(TRIPS, "product_id"))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot join on product_id: the schema trips has no such column");
        assertThatThrownBy(() -> JoinColumn.of(TRIPS, "price"))
                .hasMessage("Cannot join on price: only text and whole numbers are looked up");
    }

    private void assertFault(String csv, String fault) {
        assertThatThrownBy(() -> read(csv, "id"))
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot read reference " + folder.resolve("reference.csv") + ": " + fault);
    }

    private Reference read(String csv, String column) throws IOException {
        return Reference.read(file(csv), column, UnaryOperator.identity());
    }

    private Path file(String csv) throws IOException {
        return Files.writeString(folder.resolve("reference.csv"), csv);
    }

    private static String row(Reference rows, String key) {
        return new String(rows.find(key), UTF_8);
    }
}
