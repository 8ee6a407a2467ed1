package dev.streamflow.streaming.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.events.reading.Schemas;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way into a real PostgreSQL. */
class ITLoad {
    private static final EventSchema STOREFRONT = Schemas.find("storefront_events", Path.of("../schemas"));
    private static final String HEADER =
            "event_id,user_id,event_type,product_id,product_name,product_category,product_price,quantity,"
                    + "event_timestamp,session_id,device_type\n";

    @TempDir
    Path root;

    private Path in;
    private Database database;

    @BeforeEach
    void prepare() throws Exception {
        in = Files.createDirectories(root.resolve("in"));
        database = SharedPostgres.database();
    }

    private static String row(int number) {
        return String.format(
                "00000000-0000-4000-8000-%012d,U1,view,P1,Cup,Kitchen,%d.05,1,2026-01-31T10:00:00Z,S1,mobile%n",
                number, number);
    }

    private static String rows(int from, int to) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = from; i < to; i++) {
            text.append(row(i));
        }
        return text.toString();
    }

    @Test
    void loadsEachContentOnceAndCountsWhatComesTwice() throws Exception {
        Files.writeString(in.resolve("a.csv"), rows(0, 10));
        Files.writeString(in.resolve("b.csv"), rows(5, 20) + row(19) + row(3).replace("view", "bought"));
        try (LoadRun load = new LoadRun(root, database, STOREFRONT)) {
            load.untilFiles(2);
            Files.writeString(in.resolve("again.csv"), rows(0, 10));
            load.untilFiles(3);
        }
        assertThat(
                        query(
                                "SELECT count(*), count(DISTINCT id), sum(product_price), min(event_timestamp) FROM user_events"))
                .containsExactly("20|20|191.00|2026-01-31 10:00:00+00");
        assertThat(query("SELECT file, state, rows, inserted + duplicates, quarantined FROM loads ORDER BY file"))
                .containsExactly("a.csv|loaded|10|10|0", "b.csv|loaded|17|16|1");
        assertThat(query("SELECT line, reasons, raw FROM quarantine"))
                .containsExactly("18|{event_type:enum}|"
                        + row(3).replace("view", "bought").strip());
        assertThat(query("SELECT event_date, event_type, events, sum_product_price FROM event_summary"))
                .containsExactly("2026-01-31|view|20|191.00");
        assertThat(names("done")).hasSize(3);
        assertThat(names("accepted")).isEmpty();
        assertThat(LoadProof.read(
                                SharedPostgres.connect(database),
                                dev.streamflow.streaming.load.table.EventTable.of(STOREFRONT))
                        .findings())
                .isEmpty();

        Files.writeString(in.resolve("more.csv"), rows(20, 21));
        Path done = root.resolve("in/done").resolve(names("done").get(0));
        Files.copy(done, in.resolve("dropped again.csv"));
        try (LoadRun load = new LoadRun(root, database, STOREFRONT)) {
            load.untilFiles(2);
            assertThat(load.number("filesKnown")).isOne();
        }
        assertThat(query("SELECT count(*) FROM user_events")).containsExactly("21");
    }

    @Test
    void whateverComesHasAReasonACountAndAPlace() throws Exception {
        Files.writeString(in.resolve("good.csv"), rows(0, 3));
        Files.writeString(in.resolve("empty.csv"), "");
        Files.writeString(in.resolve("header only.csv"), HEADER);
        Files.writeString(in.resolve("wrong header.csv"), rows(0, 3).replaceFirst("user_id", "customer"));
        Files.write(in.resolve("utf16.csv"), rows(3, 6).getBytes(UTF_16));
        Files.write(
                in.resolve("latin1.csv"), rows(0, 3).replace("Cup", "Täßchen").getBytes(ISO_8859_1));
        Files.write(in.resolve("binary.bin"), new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe, 10, 13, 0});
        Files.write(in.resolve("excel.csv"), new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0});
        Files.write(in.resolve("packed.csv.gz"), gzip(rows(6, 9)));
        byte[] half = gzip(rows(0, 1000));
        Files.write(in.resolve("half.csv.gz"), java.util.Arrays.copyOf(half, half.length / 2));
        Files.writeString(in.resolve("ragged.csv"), rows(9, 10) + "a,b\n" + row(10) + row(11).replace("S1", "\"S1"));
        Files.writeString(
                in.resolve("json.jsonl"),
                "{\"event_id\":\"00000000-0000-4000-8000-000000000020\",\"user_id\":\"a\\u0000b\",\"event_type\":\"view\","
                        + "\"product_id\":\"P\",\"product_name\":\"\\ud800\",\"product_category\":\"c\",\"product_price\":1.1,"
                        + "\"quantity\":1,\"event_timestamp\":\"2026-01-31T10:00:00Z\",\"session_id\":\"s\",\"device_type\":\"mobile\"}\n"
                        + "{\"event_id\":\"00000000-0000-4000-8000-000000000021\",\"user_id\":\"a\\u0000b\",\"event_type\":\"view\","
                        + "\"product_id\":\"P\",\"product_name\":\"n\",\"product_category\":\"c\",\"product_price\":1.1,"
                        + "\"quantity\":1,\"event_timestamp\":\"2026-01-31T10:00:00Z\",\"session_id\":\"s\",\"device_type\":\"mobile\"}\n"
                        + "{\"event_id\": 1\nnull\n");
        Files.writeString(in.resolve("long.csv"), rows(30, 31) + row(31).replace("U1", unlike(1_000_000)));
        Files.writeString(in.resolve("odd name ä:%?*.csv"), rows(32, 33));
        Files.writeString(in.resolve("old.csv"), rows(33, 34));
        Files.setLastModifiedTime(in.resolve("old.csv"), FileTime.from(Instant.parse("1999-01-01T00:00:00Z")));
        Files.writeString(in.resolve(".hidden.csv"), rows(90, 91));
        Files.writeString(in.resolve("_hidden.csv"), rows(90, 91));
        Files.writeString(in.resolve("copy.csv.tmp"), rows(90, 91));
        Files.writeString(in.resolve("copy.csv.PART"), rows(90, 91));
        Files.createDirectories(in.resolve("folder.csv"));

        try (LoadRun load = new LoadRun(root, database, STOREFRONT)) {
            load.untilFiles(15);
        }

        assertThat(query("SELECT file, state, rows, inserted, quarantined FROM loads ORDER BY file COLLATE \"C\""))
                .containsExactly(
                        "binary.bin|refused|0|0|0",
                        "empty.csv|refused|0|0|0",
                        "excel.csv|refused|0|0|0",
                        "good.csv|loaded|3|3|0",
                        "half.csv.gz|refused|0|0|0",
                        "header only.csv|loaded|0|0|0",
                        "json.jsonl|loaded|4|0|4",
                        "latin1.csv|refused|0|0|0",
                        "long.csv|loaded|2|1|1",
                        "odd name ä:%?*.csv|loaded|1|1|0",
                        "old.csv|loaded|1|1|0",
                        "packed.csv.gz|loaded|3|3|0",
                        "ragged.csv|loaded|4|2|2",
                        "utf16.csv|loaded|3|3|0",
                        "wrong header.csv|refused|0|0|0");
        assertThat(query(
                        "SELECT file || ': ' || reason FROM loads WHERE state = 'refused' ORDER BY file COLLATE \"C\""))
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("binary.bin: "),
                        reason -> assertThat(reason)
                                .contains("it lacks column event_id")
                                .contains("it has none"),
                        reason -> assertThat(reason).contains("it is a zip archive"),
                        reason -> assertThat(reason).contains("ends early or is damaged"),
                        reason -> assertThat(reason).contains("is no UTF-8: its byte"),
                        reason -> assertThat(reason).contains("it lacks column user_id"));
        assertThat(query("SELECT l.file, q.line, q.reasons FROM quarantine q JOIN loads l ON l.id = q.load_id"
                        + " ORDER BY l.file COLLATE \"C\", q.line"))
                .containsExactly(
                        "json.jsonl|1|{product_name:surrogate}",
                        "json.jsonl|2|{user_id:nul}",
                        "json.jsonl|3|{json:truncated}",
                        "json.jsonl|4|{json:not-an-object}",
                        "long.csv|3|{user_id:too-long}",
                        "ragged.csv|3|{row:cells}",
                        "ragged.csv|5|{row:quotes}");
        assertThat(names("refused")).hasSize(6);
        assertThat(names("done")).hasSize(9);
        try (Stream<Path> left = Files.list(in)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "accepted",
                            "done",
                            "refused",
                            ".hidden.csv",
                            "_hidden.csv",
                            "copy.csv.tmp",
                            "copy.csv.PART",
                            "folder.csv");
        }
    }

    @Test
    void waitsForAFileThatIsWrittenAndTakesBackOneThatChanges() throws Exception {
        try (LoadRun load = new LoadRun(root, database, STOREFRONT)) {
            load.until(() -> Files.isDirectory(in.resolve("accepted")));
            try (OutputStream file = Files.newOutputStream(in.resolve("slow.csv"))) {
                byte[] all = rows(0, 40).getBytes(UTF_8);
                for (int at = 0; at < all.length; at += 100) {
                    file.write(all, at, Math.min(100, all.length - at));
                    Thread.sleep(20);
                }
            }
            load.untilFiles(1);
            assertThat(query("SELECT count(*) FROM user_events")).containsExactly("40");
            // As if somebody had it open when it was accepted and wrote on.
            Path staged = root.resolve("changed.csv");
            Files.writeString(staged, rows(50, 60));
            Files.move(
                    staged,
                    in.resolve("accepted").resolve("0".repeat(64) + "-changed.csv"),
                    StandardCopyOption.ATOMIC_MOVE);
            load.untilFiles(2);
            assertThat(load.number("filesChanged")).isOne();
        }
        assertThat(query("SELECT file, inserted FROM loads ORDER BY id"))
                .containsExactly("slow.csv|40", "changed.csv|10");
    }

    @Test
    void loadsAnySchema() throws Exception {
        EventSchema schema = SchemaReader.parse("odd", """
                {"description": "Odd", "type": "object",
                 "properties": {
                   "id": {"type": "string"}, "created_at": {"type": "string", "format": "date-time"},
                   "select": {"type": "integer"}, "Order": {"type": "number"}, "xmin": {"type": "boolean"},
                   "day": {"type": "string", "format": "date"}, "amount": {"type": "number", "multipleOf": 0.0001},
                   "%1$s": {"type": "string"}, "%1$sb": {"type": "string"},
                   "geo": {"type": "object", "properties": {"city": {"type": "string"},
                     "at": {"type": "object", "properties": {"lat": {"type": "number"}}}}},
                   "tags": {"type": "array", "items": {"type": "string"}},
                   "items": {"type": "array", "items": {"type": "object", "properties": {
                     "price": {"type": "number", "multipleOf": 0.01}, "when": {"type": "string", "format": "date-time"},
                     "on": {"type": "string", "format": "date"}, "ok": {"type": "boolean"}, "n": {"type": "integer"},
                     "deep": {"type": "array", "items": {"type": "number"}}}}}},
                 "required": ["created_at"],
                 "x-event-time": {"field": "created_at", "earliest": "0001-01-01T00:00:00Z"},
                 "x-rules": {"not_7": "select IS NULL OR select <> 7"},
                 "x-aggregate": {"dimensions": ["geo_city", "day"], "measures": ["select", "Order", "amount"]}}
                """.formatted("a".repeat(70)));
        Files.writeString(in.resolve("odd.jsonl"), """
                {"id":"1","created_at":"1969-12-31T23:59:59.999999Z","select":-9223372036854775808,"Order":1e300,"xmin":true,"day":"0001-01-01","amount":-99999999999999.9999,"%1$s":"x","%1$sb":"y","geo":{"city":"Köln","at":{"lat":-0.5}},"tags":["a\\\\u0000","b","\\"q\\""],"items":[{"price":12.30,"when":"2026-01-31T10:00:00.5Z","on":"2026-01-31","ok":false,"n":3,"deep":[1.5,2]},{}]}
                {"id":"1","created_at":"0001-01-01T00:00:00Z","amount":0,"select":10000}
                {"created_at":"2026-01-31T10:00:00Z","tags":["a\\u0000"]}
                {"created_at":"2026-01-31T10:00:00Z","select":7}
                {"created_at":"2026-01-31T10:00:00Z","amount":0.0100}
                """.formatted("a".repeat(70)));
        try (LoadRun load = new LoadRun(root, database, schema)) {
            load.untilFiles(1);
        }
        assertThat(query(
                        "SELECT _id, id, created_at, \"select\", \"Order\", xmin_, day, amount, geo_city, geo_at_lat, tags, items"
                                + " FROM odd ORDER BY _id"))
                .containsExactly(
                        "1|1|1969-12-31 23:59:59.999999+00|-9223372036854775808|1e+300|t|0001-01-01|-99999999999999.9999"
                                + "|Köln|-0.5|[\"a\\\\u0000\", \"b\", \"\\\"q\\\"\"]"
                                + "|[{\"n\": 3, \"ok\": false, \"on\": \"2026-01-31\", \"deep\": [1.5, 2.0], \"when\": \"2026-01-31T10:00:00.5Z\", \"price\": 12.30}, {}]",
                        "2|1|0001-01-01 00:00:00+00|10000|null|null|null|0.0000|null|null|null|null",
                        "3|null|2026-01-31 10:00:00+00|null|null|null|null|0.0100|null|null|null|null");
        assertThat(query("SELECT line, reasons FROM quarantine ORDER BY line"))
                .containsExactly("3|{tags:nul}", "4|{rule:not_7}");
        assertThat(query("SELECT sum(events), sum(sum_select) FROM odd_summary"))
                .hasSize(1);
        assertThat(query("SELECT attname FROM pg_attribute WHERE attrelid = 'odd'::regclass AND attname LIKE 'aaa%'"))
                .hasSize(2)
                .allSatisfy(name -> assertThat(name).hasSize(63));
    }

    private List<String> query(String sql) throws Exception {
        return SharedPostgres.rows(database, sql);
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(in.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Text that does not get shorter by packing. */
    private static String unlike(int length) {
        StringBuilder text = new StringBuilder();
        new java.util.Random(1).ints(length, 'a', 'z').forEach(letter -> text.append((char) letter));
        return text.toString();
    }
}
