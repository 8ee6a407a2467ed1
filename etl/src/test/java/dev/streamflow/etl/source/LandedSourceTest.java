package dev.streamflow.etl.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark gets to see of landed files, however they are packed and whatever it asks for. */
class LandedSourceTest {
    private static final EventSchema SCHEMA = SchemaReader.parse("readings", """
            {"description": "Readings", "type": "object",
             "properties": {
               "id": {"type": "string"},
               "seen": {"type": "string", "format": "date-time"},
               "at": {"type": "string", "format": "date-time"},
               "uid": {"type": "string", "format": "uuid"},
               "kind": {"type": "string", "enum": ["a", "?"]},
               "day": {"type": "string", "format": "date"},
               "count": {"type": "integer", "minimum": -5},
               "price": {"type": "number", "multipleOf": 0.01, "exclusiveMaximum": 1000},
               "ratio": {"type": "number"},
               "place": {"type": "object", "properties": {"city": {"type": "string", "maxLength": 5}}},
               "parts": {"type": "array", "items": {"type": "object",
                 "properties": {"n": {"type": "integer"}, "at": {"type": "object", "properties": {"x": {"type": "number"}}}}}}},
             "required": ["seen"], "x-event-time": {"field": "seen"}}
            """);

    private static final LocalDate DATE = LocalDate.parse("2026-01-31");

    @TempDir
    Path folder;

    private final SparkSession spark = SessionFactory.session("test", Profile.DEV);
    private final List<CommittedFile> files = new ArrayList<>();

    @Test
    void filesOfATaskAreReadOneAfterTheOther() throws IOException {
        land("1.jsonl", bytes(line(1, "a") + "\n"));
        land("2.jsonl.gz", gzip(line(2, "b") + "\n"), gzip(line(3, "c") + "\n"));
        land("3.jsonl.zst", zstd(line(4, "d") + "\n"), zstd(line(5, "e") + "\n"));
        land("4.jsonl");
        land("5.jsonl.zst");
        land("6.jsonl.gz");
        land("7.jsonl", bytes(line(6, "x".repeat(400_000)) + "\n" + line(7, "f") + "\n"));

        Dataset<Row> rows = read();

        assertThat(cells(rows, "spark_partition_id()")).containsOnly("0");
        assertThat(cells(rows, "_offset", "length(id)", "_run", "event_date", "_partition", "_timestamp"))
                .containsExactly(
                        "1|1|7|2026-01-31|3|1970-01-01T00:00:00.009Z",
                        "2|1|7|2026-01-31|3|1970-01-01T00:00:00.009Z",
                        "3|1|7|2026-01-31|3|1970-01-01T00:00:00.009Z",
                        "4|1|7|2026-01-31|3|1970-01-01T00:00:00.009Z",
                        "5|1|7|2026-01-31|3|1970-01-01T00:00:00.009Z",
                        "6|400000|7|2026-01-31|3|1970-01-01T00:00:00.009Z",
                        "7|1|7|2026-01-31|3|1970-01-01T00:00:00.009Z");
    }

    @Test
    void valuesAreReadFromTheLineAsItStands() throws IOException {
        land("1.jsonl", bytes("""
                        {"_kafka":{"p":0,"o":1,"ts":0},"id":"plain","at":"2026-01-31T12:00:00.123456Z","kind":"a","count":-5,"price":1.5,"ratio":0.1}
                        {"_kafka":{"p":0,"o":2,"ts":0},"id":"\\u0070l\\"ain","at":"2026-01-31\\u002012:00+01:00","kind":"\\u0061","count":3.0,"price":1e2,"ratio":-0.0}
                        {"_kafka":{"p":0,"o":3,"ts":0},"id":"Zürich 😀","uid":"00000000-0000-0000-0000-00000000000\\u0046","count":-0,"price":-12,"ratio":12345678901234567890.5}
                        {"_kafka":{"p":0,"o":4,"ts":0},"id":"","uid":"0a1B2c3D-0000-0000-0000-00000000000f","day":"2024-02-29","count":999999999999999999,"price":999.99}
                        {"_kafka":{"p":0,"o":5,"ts":0} , "id":"x","count":9223372036854775807,"price":0.500,"ratio":7,"place":{"city":"Zü\\n😀!"}}
                        {"_kafka":{"p":0,"o":6,"ts":0},"id":"x","parts":[{"n":1,"at":{"x":1.5}},{},{"n":null}],"price":-9999999999999999.99}
                        """));

        assertThat(cells(
                        read(),
                        "id",
                        "CAST(at AS STRING)",
                        "coalesce(kind, uid, day)",
                        "count",
                        "price",
                        "ratio",
                        "place_city",
                        "to_json(parts)",
                        "concat_ws(',', _reasons)"))
                .containsExactly(
                        "plain|2026-01-31 12:00:00.123456|a|-5|1.50|0.1|null|null|",
                        "pl\"ain|2026-01-31 11:00:00|a|3|100.00|0.0|null|null|",
                        "Zürich 😀|null|00000000-0000-0000-0000-00000000000F|0|-12.00|1.2345678901234567E19|null|null|",
                        "|null|0a1B2c3D-0000-0000-0000-00000000000f|999999999999999999|999.99|null|null|null|",
                        "x|null|null|9223372036854775807|0.50|7.0|Zü\n😀!|null|",
                        "x|null|null|null|-9999999999999999.99|null|null|" + "[{\"n\":1,\"at_x\":1.5},{},{}]|");
    }

    @Test
    void whatIsWrongIsFoundInEveryForm() throws IOException {
        land("1.jsonl", bytes("""
                        {"_kafka":{"p":0,"o":1,"ts":0},"id":"1","kind":"\\ud83d","count":-6,"price":1000}
                        {"_kafka":{"p":0,"o":2,"ts":0},"id":"2","kind":"\\u0062","count":9223372036854775808,"price":0.001}
                        {"_kafka":{"p":0,"o":3,"ts":0},"id":"3","at":"2026-02-30T00:00:00Z","count":1.5,"price":99999999999999999.5}
                        {"_kafka":{"p":0,"o":4,"ts":1},"id":"4","seen":"2100-01-01T00:00:00Z","uid":"0000000g-0000-0000-0000-000000000000","place":{"city":"123456"}}
                        {"_kafka":{"p":0,"o":5,"ts":1},"id":"5","seen":"1969-12-31T23:59:59.999999Z","uid":"é0000000-0000-0000-0000-00000000000","place":{"city":"Zürich"}}
                        {"_kafka":{"p":0,"o":6,"ts":0},"id":6,"at":1,"uid":true,"kind":[],"day":{},"count":"1","price":"1","ratio":false,"place":1,"parts":[1]}
                        """));

        assertThat(cells(read(), "concat_ws(',', _reasons)", "kind"))
                .containsExactly(
                        "kind:surrogate,kind:enum,count:minimum,price:exclusiveMaximum|null",
                        "kind:enum,count:range,price:multipleOf|null",
                        "at:format,count:type,price:range,price:exclusiveMaximum|null",
                        "seen:range,uid:format,place.city:maxLength|null",
                        "seen:range,uid:format,place.city:maxLength|null",
                        "id:type,at:type,uid:type,kind:type,day:type,count:type,price:type,ratio:type,place:type,parts[]:type|null");
        assertThat(cells(read(), "concat_ws(',', _reasons)"))
                .as("reasons, where no column is asked for")
                .isEqualTo(cells(read(), "concat_ws(',', _reasons)", "*").stream()
                        .map(cells -> cells.substring(0, cells.indexOf('|')))
                        .toList());
    }

    @Test
    void linesThatAreNoRecordKeepTheirBytes() throws IOException {
        byte[] invalid = bytes("{\"_kafka\":{\"p\":0,\"o\":5,\"ts\":1},\"id\":\"?\"}");
        invalid[invalid.length - 3] = (byte) 0xff;
        land(
                "1.jsonl",
                bytes("\n\r\n{\"id\":\"x\"}\n{\"_kafka\":{\"p\":0,\"o\":3,\"ts\":1}\n[]\n"),
                invalid,
                bytes("\n{} {}\n"),
                bytes(
                        "{\"_kafka\":{\"p\":0,\"o\":7,\"ts\":1,\"key\":\"}\",\"headers\":[{\"key\":\"h\",\"value\":null}]},"
                                + "\"id\":6}\n"));

        assertThat(cells(read(), "_offset", "hex(_raw)", "concat_ws(',', _reasons)"))
                .containsExactly(
                        "-1||json:malformed",
                        "-1|0D|json:malformed",
                        "-1|7B226964223A2278227D|json:coordinates,seen:required",
                        "3|7B225F6B61666B61223A7B2270223A302C226F223A332C227473223A317D|json:malformed",
                        "-1|5B5D|json:malformed",
                        "5|7B226964223A22FF227D|json:malformed",
                        "-1|7B7D207B7D|json:coordinates,seen:required,json:malformed",
                        "7|7B226964223A367D|id:type,seen:required");
    }

    @Test
    void onlyColumnsThatAreAskedForAreMade() throws IOException {
        land("1.jsonl", bytes(line(1, "a") + "\n"));

        String plan = read().where("size(_reasons) = 0")
                .selectExpr("_offset", "parts.n")
                .queryExecution()
                .executedPlan()
                .toString();

        assertThat(plan).containsPattern("BatchScan landed readings\\[parts#\\d+, _offset#\\d+L, _reasons#\\d+\\]");
        assertThat(read().count()).isOne();
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        for (String name : List.of(
                "cut.jsonl", "cut.jsonl.zst", "cut.jsonl.gz", "not.jsonl.zst", "not.jsonl.gz", "missing.jsonl")) {
            files.clear();
            String text = line(1, "a") + "\n";
            byte[] whole = name.endsWith("zst") ? zstd(text) : name.endsWith("gz") ? gzip(text) : bytes(text);
            land(name, name.startsWith("not") ? bytes("{\"id\":1}\n") : Arrays.copyOf(whole, whole.length - 5));
            if (name.startsWith("missing")) {
                Files.delete(folder.resolve(name));
            }
            assertThatThrownBy(() -> read().collectAsList())
                    .rootCause()
                    .hasMessageStartingWith("Cannot read " + folder.resolve(name) + ": ");
        }
    }

    @Test
    void tasksHaveAboutAsManyBytesEach() {
        long task = 16 << 20;
        assertThat(tasks(1, 2, 3)).containsExactly(List.of(1L, 2L, 3L));
        assertThat(tasks(0, 0)).isEmpty();
        assertThat(tasks(task, 1, 1, task)).containsExactly(List.of(task), List.of(1L, 1L), List.of(task));
        assertThat(tasks(4 * task, 1, 2)).containsExactly(List.of(4 * task), List.of(1L, 2L));
    }

    private static List<List<Long>> tasks(long... bytes) {
        List<CommittedFile> landed = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            landed.add(new CommittedFile(Integer.toString(i), DATE, 1, 0, 0, 0, 1, bytes[i]));
        }
        return LandedTask.of(landed).stream()
                .map(task -> task.files().stream()
                        .map(file -> bytes[Integer.parseInt(file.path())])
                        .toList())
                .toList();
    }

    private Dataset<Row> read() {
        return LandedSource.read(spark, SCHEMA, files);
    }

    private static List<String> cells(Dataset<Row> rows, String... columns) {
        return rows.selectExpr(columns).collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
    }

    private void land(String name, byte[]... parts) throws IOException {
        Path file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
        files.add(new CommittedFile(file.toString(), DATE, 7, 3, 0, 0, 1, Files.size(file)));
    }

    private static String line(int offset, String id) {
        return "{\"_kafka\":{\"p\":3,\"o\":%d,\"ts\":9},\"id\":\"%s\",\"seen\":\"2026-01-31T00:00:00Z\"}"
                .formatted(offset, id);
    }

    private static byte[] bytes(String text) {
        return text.replace("\"ts\":0}", "\"ts\":0},\"seen\":\"2026-01-31T00:00:00Z\"")
                .getBytes(UTF_8);
    }

    private static byte[] zstd(String text) {
        return Zstd.compress(bytes(text));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }
}
