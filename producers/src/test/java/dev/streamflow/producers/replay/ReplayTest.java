package dev.streamflow.producers.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.streamflow.cli.CommandException;
import dev.streamflow.csv.CsvDialect;
import dev.streamflow.csv.RowCounts;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.producers.Streams;
import dev.streamflow.producers.Streams.Seen;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final EventSchema SALES = SchemaReader.parse("sales", """
            {"type": "object", "description": "Sales",
             "properties": {
               "id": {"type": "string", "x-source": "Id"},
               "at": {"type": "string", "format": "date-time"},
               "price": {"type": "number", "multipleOf": 0.01},
               "gift": {"type": "boolean"},
               "place": {"type": "object", "properties": {"country": {"type": "string"}}},
               "tags": {"type": "array", "items": {"type": "string"}},
               "twice": {"type": "number", "multipleOf": 0.01}},
             "required": ["id", "at", "price"],
             "x-key": "id", "x-event-time": {"field": "at"}, "x-derived": {"twice": "price * 2"}}
            """);
    private static final EventSchema LOGS = SchemaReader.parse("logs", """
            {"type": "object", "description": "Logs",
             "properties": {
               "id": {"type": "string", "x-source": "_id"},
               "at": {"type": "string", "format": "date-time", "x-source": "@timestamp"}},
             "required": ["id", "at"], "x-key": "id", "x-event-time": {"field": "at"}}
            """);
    private static final EventSchema CHANGES = SchemaReader.parse("changes", """
            {"type": "object", "description": "Changes",
             "properties": {"meta": {"type": "object", "x-source": "source", "required": ["dt"],
               "properties": {"dt": {"type": "string", "format": "date-time"}}}},
             "required": ["meta"], "x-event-time": {"field": "meta.dt"}}
            """);
    private static final long NOON = 1_767_268_800_000_000L;

    @TempDir
    Path folder;

    private Replay replay(String name, String content) throws IOException {
        return replay(SALES, name, content);
    }

    private Replay replay(EventSchema schema, String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content, UTF_8);
        return new Replay(schema, List.of(file.toString()), CsvDialect.USUAL, false, 0);
    }

    private List<Seen> csv(String content) throws IOException {
        return Streams.all(replay("sales.csv", content));
    }

    @Test
    void cellsAreTypedByTheSchema() throws IOException {
        List<Seen> events = csv("""
                Id,at,price,gift,place.country,tags
                1,2026-01-01T12:00:00Z,2.50,TRUE,DE,"[""a""]"
                007,2026-01-01T12:00:00Z,5,false,,
                """);

        assertThat(events)
                .containsExactly(
                        new Seen(
                                "1",
                                "{\"id\":\"1\",\"at\":\"2026-01-01T12:00:00Z\",\"price\":2.50,\"gift\":true,"
                                        + "\"place\":{\"country\":\"DE\"},\"tags\":[\"a\"],\"twice\":5.00}",
                                NOON),
                        new Seen(
                                "007",
                                "{\"id\":\"007\",\"at\":\"2026-01-01T12:00:00Z\",\"price\":5,\"gift\":false,"
                                        + "\"twice\":10}",
                                NOON));
    }

    @Test
    void whatIsNoNumberBecomesText() throws IOException {
        List<Seen> events = csv("Id,at,price\n1,2026-01-01T12:00:00Z,1.000.000\n2,2026-01-01T12:00:00Z,5 %\n");

        assertThat(events)
                .extracting(Seen::value)
                .containsExactly(
                        "{\"id\":\"1\",\"at\":\"2026-01-01T12:00:00Z\",\"price\":\"1.000.000\"}",
                        "{\"id\":\"2\",\"at\":\"2026-01-01T12:00:00Z\",\"price\":\"5 %\"}");
    }

    @Test
    void quotesNewlinesAndNulsSurvive() throws IOException {
        List<Seen> events = csv("\uFEFFId,at,price\r\n\"a\"\"b,\r\n\u0000ü\",2026-01-01T12:00:00Z,1\r\n");

        assertThat(events)
                .containsExactly(new Seen(
                        "a\"b,\r\n\u0000ü",
                        "{\"id\":\"a\\\"b,\\r\\n\\u0000ü\",\"at\":\"2026-01-01T12:00:00Z\",\"price\":1,\"twice\":2}",
                        NOON));
    }

    @Test
    void aRowOfAnotherShapeIsSentAsItStands() throws IOException {
        Replay replay = replay("sales.csv", """
                Id,at,price
                1,2026-01-01T12:00:00Z
                2,2026-01-01T12:00:00Z,1,"x,y"

                3,2026-01-01T12:00:00Z,1
                """);
        List<Seen> events = Streams.all(replay);

        assertThat(events)
                .extracting(Seen::value)
                .startsWith("1,2026-01-01T12:00:00Z", "2,2026-01-01T12:00:00Z,1,\"x,y\"");
        assertThat(events).hasSize(3).extracting(Seen::micros).containsOnly(NOON);
        assertThat(replay.counts()).isEqualTo(new RowCounts(3, 2, 2, 1, 0, Map.of("cells", 2L), Map.of(), Map.of()));
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        assertThatThrownBy(() -> csv("Id,when,price\n1,2,3\n"))
                .isInstanceOf(CommandException.class)
                .hasMessage(
                        "Cannot read " + folder.resolve("sales.csv") + ": it lacks column at; it has Id, when, price");
        assertThatThrownBy(() -> csv("")).hasMessageEndingWith("it lacks column Id, at, price; it has none");
        assertThatThrownBy(() -> csv("Id,Id,at,price\n")).hasMessageEndingWith("its header has column Id twice");
    }

    @Test
    void aColumnThatTheSchemaDoesNotKnowIsNamed() throws IOException {
        Replay replay = replay("sales.csv", """
                Id,at,Price,price,place.country,place.city
                1,2026-01-01T12:00:00Z,9,1,DE,Bonn
                """);

        assertThat(Streams.values(replay))
                .containsExactly("{\"id\":\"1\",\"at\":\"2026-01-01T12:00:00Z\",\"price\":1,"
                        + "\"place\":{\"country\":\"DE\"},\"twice\":2}");
        assertThat(replay.ignoredColumns()).containsExactly("Price", "place.city");
    }

    @Test
    void brokenEncodingIsAnErrorNotAQuestionMark() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.csv"), "Id,at,price\n\u00fc,2026-01-01T12:00:00Z,1\n".getBytes(ISO_8859_1));

        assertThatThrownBy(() -> Streams.all(new Replay(SALES, List.of(file.toString()), CsvDialect.USUAL, false, 0)))
                .isInstanceOf(CommandException.class)
                .hasMessage("Cannot read " + file + ": line 2 is no UTF-8: its byte 1 is 0xFC");
    }

    @Test
    void aFileInAnotherDialectIsReadAsSaid() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.csv"), "Id;at;price\n\u00fc,1;2026-01-01T12:00:00Z;1\n".getBytes(ISO_8859_1));
        CsvDialect dialect = new CsvDialect(
                Optional.of(ISO_8859_1), Optional.of(';'), Optional.of('"'), Optional.empty(), Optional.empty());

        assertThat(Streams.all(new Replay(SALES, List.of(file.toString()), dialect, false, 0)))
                .extracting(Seen::key)
                .containsExactly("\u00fc,1");
    }

    @Test
    void linesAreSentByteByByte() throws IOException {
        Replay replay = replay(
                "sales.jsonl", "{\"id\":\"1\"\n\n {\"at\": \"2026-01-01T12:00:00Z\", \"id\": 7 }\r\nnot json\n[1]");
        List<Seen> events = Streams.all(replay);

        assertThat(events)
                .containsExactly(
                        new Seen(null, "{\"id\":\"1\"", NOON),
                        new Seen("7", " {\"at\": \"2026-01-01T12:00:00Z\", \"id\": 7 }", NOON),
                        new Seen(null, "not json", NOON),
                        new Seen(null, "[1]", NOON));
        assertThat(replay.counts())
                .isEqualTo(
                        new RowCounts(4, 3, 3, 1, 0, Map.of("truncated", 1L, "not-an-object", 2L), Map.of(), Map.of()));
    }

    /**
     * JSON may escape it, UTF-8 cannot hold it: the line goes as it stands, the key has a question mark in its place.
     */
    @Test
    void halfASurrogatePairStaysEscapedInTheValue() throws IOException {
        String line = "{\"id\":\"a\\ud800\",\"at\":\"2026-01-01T12:00:00Z\"}";

        assertThat(Streams.all(replay("sales.jsonl", line))).containsExactly(new Seen("a?", line, NOON));
        assertThat(csv("Id,at,price\n\\ud800,2026-01-01T12:00:00Z,1\n"))
                .extracting(Seen::key, seen -> seen.value().substring(0, 16))
                .containsExactly(tuple("\\ud800", "{\"id\":\"\\\\ud800\","));
    }

    /** As landing will find it: by the keys that the schema names, or by the field's own name. */
    @Test
    void theTimeOfAJsonObjectStandsUnderTheKeysThatTheSchemaNames() throws IOException {
        String log = "{\"_id\":\"1\",\"@timestamp\":\"2026-01-01T12:00:00Z\"}";
        String own = "{\"id\":\"2\",\"at\":\"2026-01-01T12:00:01Z\"}";
        String both = "{\"at\":\"2026-01-01T12:00:01Z\",\"@timestamp\":\"2026-01-01T12:00:00Z\",\"id\":\"3\"}";
        Replay replay = replay(LOGS, "logs.jsonl", String.join("\n", log, own, both, "{\"id\":\"4\"}"));

        assertThat(Streams.all(replay))
                .containsExactly(
                        new Seen("1", log, NOON),
                        new Seen("2", own, NOON + 1_000_000),
                        new Seen("3", both, NOON),
                        new Seen("4", "{\"id\":\"4\"}", NOON));
        assertThat(replay.counts().untimed()).isEqualTo(1);
        assertThat(replay.files().get(0).why()).isEqualTo("no event time 1; the first is in line 4");
    }

    @Test
    void theTimeOfAnEventMayBeNested() throws IOException {
        String json = "{\"source\":{\"dt\":\"2026-01-01T12:00:00Z\"},\"dt\":\"2026-01-02T12:00:00Z\"}";
        Replay lines = replay(CHANGES, "changes.jsonl", json);
        Replay rows = replay(CHANGES, "changes.csv", "dt,meta.dt\n2026-01-02T12:00:00Z,2026-01-01T12:00:00Z\n");

        assertThat(Streams.all(lines)).containsExactly(new Seen(null, json, NOON));
        assertThat(Streams.all(rows))
                .containsExactly(new Seen(null, "{\"meta\":{\"dt\":\"2026-01-01T12:00:00Z\"}}", NOON));
        assertThat(lines.counts().untimed() + rows.counts().untimed()).isZero();
    }

    @Test
    void aReplayGoesOnBehindTheRowsThatAreSkipped() throws IOException {
        Path first = Files.writeString(folder.resolve("1.csv"), "Id,at,price\n1,2026-01-01T12:00:00Z,1\n2,,1\n");
        Path second = Files.writeString(folder.resolve("2.csv"), "Id,at,price\n\n3,2026-01-01T12:00:00Z,1\n4,,1\n");
        List<String> files = List.of(first.toString(), second.toString());
        Replay replay = new Replay(SALES, files, CsvDialect.USUAL, false, 1);

        assertThat(Streams.all(replay)).extracting(Seen::key).containsExactly("2", "3", "4");
        assertThat(replay.counts().rows()).isEqualTo(3);
        assertThat(replay.place(1)).isEqualTo("line 3 of " + first);
        assertThat(replay.place(3)).isEqualTo("line 4 of " + second);
        assertThat(replay.resumption(2)).isEqualTo("go on with --skip-rows 3");
    }

    @Test
    void aTimeThatCannotBeTheEventsIsNone() throws IOException {
        Replay replay = replay(
                "sales.csv", "Id,at,price\n1,2100-01-01T00:00:00Z,1\n2,2026-01-01T12:00:00Z,1\n3,1969-12-31,1\n");

        assertThat(Streams.all(replay)).extracting(Seen::micros).containsExactly(NOON, NOON, NOON);
        assertThat(replay.counts().untimed()).isEqualTo(2);
    }

    /** As in the keys of JSON records, where the number stands as the value has it. */
    @Test
    void aNumberIsWrittenAnewInKeyAndTimeAsInTheValue() throws IOException {
        EventSchema meters = SchemaReader.parse("meters", """
                {"type": "object", "description": "Meters", "x-decimal": ",",
                 "properties": {"meter": {"type": "integer"}, "at": {"type": "number"}},
                 "required": ["meter", "at"], "x-key": "meter",
                 "x-event-time": {"field": "at", "format": "epoch-seconds"}}
                """);

        assertThat(Streams.all(replay(meters, "meters.csv", "meter;at\n007;1.767.268.800,5\n")))
                .containsExactly(new Seen("7", "{\"meter\":7,\"at\":1767268800.5}", NOON + 500_000));
    }

    @Test
    void aLoopReadsTheFilesAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("s.csv"), "Id,at,price\n1,2026-01-01T12:00:00Z,1\n");
        Event event = new Event();
        try (Replay replay = new Replay(SALES, List.of(file.toString()), CsvDialect.USUAL, true, 0)) {
            for (int i = 0; i < 5; i++) {
                assertThat(replay.next(event)).isTrue();
            }
            assertThat(replay.counts().rows()).isEqualTo(5);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new Replay(SALES, List.of("no/such*.csv"), CsvDialect.USUAL, false, 0))
                .hasMessage("Cannot read no/such*.csv: there is no such file");
    }
}
