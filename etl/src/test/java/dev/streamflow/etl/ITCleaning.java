package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each kind of bad record, through the whole command. */
class ITCleaning {
    private static final String SCHEMA = """
            {"description": "Readings", "type": "object",
             "properties": {
               "id": {"type": "string"},
               "at": {"type": "string", "format": "date-time"},
               "count": {"type": "integer", "minimum": 1, "maximum": 100},
               "price": {"type": "number", "multipleOf": 0.01},
               "ratio": {"type": "number"},
               "kind": {"type": "string", "enum": ["a", "b"]},
               "code": {"type": "string", "pattern": "^[A-Z]+$", "maxLength": 4},
               "uid": {"type": "string", "format": "uuid"},
               "day": {"type": "string", "format": "date"},
               "on": {"type": "boolean"},
               "amount": {"type": "number", "multipleOf": 0.01},
               "twice": {"type": "number", "multipleOf": 0.01},
               "place": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
               "parts": {"type": "array", "minItems": 1,
                 "items": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}, "required": ["n"]}}},
             "required": ["id", "at", "count", "price"],
             "x-id": "id", "x-event-time": {"field": "at"},
             "x-derived": {"amount": "ROUND(count * price, 2)", "twice": "amount * 2"},
             "x-rules": {"ratio_is_low": "1 / (count - 7) < 0.9 OR count <> 8", "city_is_known": "place.city IS NULL OR place.city <> 'place.city'",
               "inverse_is_known": "1 / (count - 9) < 2"},
             "x-aggregate": {"dimensions": ["kind"], "measures": ["amount", "ratio"]}}
            """;
    private static final String GOOD = "\"id\":\"%s\",\"at\":\"2026-01-01T10:00:00Z\",\"count\":2,\"price\":1.5";

    @TempDir
    Path folder;

    private LandingFixture landing;
    private Path schemas;
    private Path lake;

    @BeforeEach
    void schema() throws Exception {
        landing = new LandingFixture(folder.resolve("landing"));
        lake = folder.resolve("lake");
        schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("readings.json"), SCHEMA);
    }

    @Test
    void everyReasonIsFoundAndTheRawValueIsKept() {
        List<String> values = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        bad(values, expected, "{}", "id:required,at:required,count:required,price:required");
        bad(values, expected, "{\"id\":null," + rest() + "}", "id:required");
        bad(values, expected, good("x", ",\"count2\":1,\"count2\":2"), "json:duplicate-key");
        bad(values, expected, good("x", ",\"count\":3"), "json:duplicate-key");
        bad(values, expected, good("x", ",\"place\":{\"city\":\"A\",\"city\":\"B\"}"), "json:duplicate-key");
        bad(values, expected, changed("\"count\":2", "\"count\":\"2\""), "count:type");
        bad(values, expected, changed("\"count\":2", "\"count\":2.5"), "count:type");
        bad(values, expected, changed("\"count\":2", "\"count\":0"), "count:minimum");
        bad(values, expected, changed("\"count\":2", "\"count\":101"), "count:maximum");
        bad(values, expected, changed("\"count\":2", "\"count\":9223372036854775808"), "count:range");
        bad(values, expected, changed("\"count\":2", "\"count\":1e1000000000"), "count:range");
        bad(values, expected, changed("\"price\":1.5", "\"price\":1.555"), "price:multipleOf");
        bad(values, expected, changed("\"price\":1.5", "\"price\":1e-1000000000"), "price:multipleOf");
        bad(values, expected, changed("\"price\":1.5", "\"price\":12345678901234567.5"), "price:range");
        bad(
                values,
                expected,
                changed("\"price\":1.5", "\"price\":12345678901234567.555"),
                "price:range,price:multipleOf");
        bad(values, expected, changed("\"price\":1.5", "\"price\":[1,[2,{}]]"), "price:type");
        bad(values, expected, changed("10:00:00Z", "25:00:00Z"), "at:format");
        bad(values, expected, changed("2026-01-01T", "9999-12-31T"), "at:range");
        bad(values, expected, changed("2026-01-01T", "0000-01-01T"), "at:range");
        bad(values, expected, changed("\"2026-01-01T10:00:00Z\"", "17672"), "at:type");
        bad(values, expected, good("x", ",\"ratio\":1e999"), "ratio:range");
        bad(values, expected, good("x", ",\"kind\":\"c\""), "kind:enum");
        bad(values, expected, good("x", ",\"code\":\"abcde\""), "code:pattern,code:maxLength");
        bad(values, expected, good("x", ",\"uid\":\"123\""), "uid:format");
        bad(values, expected, good("x", ",\"day\":\"2026-02-30\""), "day:format");
        bad(values, expected, good("x", ",\"on\":\"yes\""), "on:type");
        bad(values, expected, good("x", ",\"amount\":3.01"), "amount:derived");
        bad(values, expected, good("x", ",\"twice\":6.01"), "twice:derived");
        bad(
                values,
                expected,
                changed("\"price\":1.5", "\"price\":9999999999999999.99"),
                "amount:derived,twice:derived");
        bad(values, expected, good("x", ",\"day\":\"+12345-01-01\""), "day:format");
        bad(values, expected, good("x", ",\"place\":{}"), "place.city:required");
        bad(values, expected, good("x", ",\"place\":[]"), "place:type");
        bad(values, expected, good("x", ",\"place\":{\"city\":\"place.city\"}"), "rule:city_is_known");
        bad(values, expected, good("x", ",\"parts\":[]"), "parts:minItems");
        bad(
                values,
                expected,
                good("x", ",\"parts\":[{\"n\":0},{\"n\":\"1\"},{},7]"),
                "parts[].n:minimum,parts[].n:type,parts[].n:required,parts[]:type");
        bad(values, expected, changed("\"count\":2", "\"count\":8"), "rule:ratio_is_low");
        bad(values, expected, changed("\"count\":2", "\"count\":9"), "rule:inverse_is_known");
        bad(
                values,
                expected,
                "{\"id\":7,\"at\":\"no\",\"count\":8,\"price\":true}",
                "id:type,at:format,price:type,rule:ratio_is_low");
        bad(values, expected, "{\"n\":" + "1".repeat(2000) + "}", "json:malformed");
        landing.land("readings", "2026-01-01", values);

        EtlRun run = EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01")
                .succeeded();

        assertThat(Lakes.table(lake, "quarantine", "readings", "_offset, array_to_string(_reasons, ','), _raw"))
                .containsExactlyElementsOf(expected);
        assertThat(run.topic("readings").path("quarantined").asLong()).isEqualTo(values.size());
        assertThat(run.topic("readings").path("clean").asLong()).isZero();
    }

    @Test
    void unusualButValidRecordsAreClean() {
        landing.land(
                "readings",
                "2026-01-01",
                List.of(
                        changed("\"count\":2", "\"count\":3.0"),
                        good("b", ",\"unknown\":{\"deep\":[1,2,{\"a\":null}]},\"kind\":null"),
                        good(
                                "c",
                                ",\"amount\":3,\"place\":{\"city\":\"Zürich \\u0000 😀\"},\"parts\":[{\"n\":1},{\"n\":2}]"),
                        "{\"at\":\"2026-01-01T23:30:00-01:00\",\"price\":0e5,\"count\":1e1,\"id\":\"d\"}"));

        EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01").succeeded();

        assertThat(Lakes.table(
                        lake,
                        "silver",
                        "readings",
                        "id, count, price, twice, length(place_city), CAST(\"at\" AS VARCHAR), event_date"))
                .containsExactly(
                        "b|2|1.50|6.00|null|2026-01-01 10:00:00+00|2026-01-01",
                        "c|2|1.50|6.00|10|2026-01-01 10:00:00+00|2026-01-01",
                        "d|10|0.00|0.00|null|2026-01-02 00:30:00+00|2026-01-01",
                        "x|3|1.50|9.00|null|2026-01-01 10:00:00+00|2026-01-01");
    }

    @Test
    void theFirstValidRecordOfAnIdIsClean() {
        landing.land(
                        "readings",
                        "2026-01-01",
                        List.of(
                                changed("\"count\":2", "\"count\":0"),
                                good("x", ",\"kind\":\"a\""),
                                good("x", ",\"kind\":\"b\"")))
                .land("readings", "2026-01-01", List.of(good("x", ",\"kind\":\"b\""), good("y", "")))
                .landWithoutCommit("readings", "2026-01-01", List.of(good("z", "")));

        EtlRun run = EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01")
                .succeeded();

        assertThat(Lakes.table(lake, "silver", "readings", "id, kind, _offset")).containsExactly("x|a|1", "y|null|4");
        assertThat(run.topic("readings").toString())
                .contains("\"landed\":5,\"clean\":2,\"duplicates\":2,\"quarantined\":1", "{\"count:minimum\":1}");
    }

    @Test
    void anySchemaHasItsDailyTable() {
        landing.land(
                "readings",
                "2026-01-01",
                List.of(
                        good("1", ",\"kind\":\"a\",\"ratio\":0.5"),
                        changed("\"count\":2", "\"count\":4").replace("}", ",\"kind\":\"a\"}"),
                        good("3", "")));

        EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01").succeeded();

        assertThat(lake.resolve("gold_csv/daily_readings/2026-01-01.csv"))
                .content()
                .isEqualTo("""
                        event_date,kind,events,count_amount,sum_amount,avg_amount,min_amount,max_amount,count_ratio,sum_ratio,avg_ratio,min_ratio,max_ratio
                        2026-01-01,,1,1,3.00,3.000000,3.00,3.00,0,,,,
                        2026-01-01,a,2,2,9.00,4.500000,3.00,6.00,1,0.5,0.5,0.5,0.5
                        """);
    }

    @Test
    void aFileThatIsNotAsCommittedPublishesNothing() throws Exception {
        landing.land("readings", "2026-01-01", List.of(good("1", ""), good("2", "")));
        Path file = Path.of(landing.committed("readings").get(0));
        Files.writeString(file, Files.readString(file).replaceFirst("\n", " "));

        EtlRun run = EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01");

        assertThat(run.exitCode()).isEqualTo(50);
        assertThat(run.err())
                .contains(
                        "Cannot publish 2026-01-01: readings: clean, duplicate and quarantined rows are the records landed, but expected 2 and found 1");
        assertThat(lake.resolve("gold")).doesNotExist();
        assertThat(lake.resolve("silver")).doesNotExist();
    }

    @Test
    void aRuleThatSparkDoesNotUnderstandIsRefusedBeforeAnyJob() throws Exception {
        Files.writeString(
                schemas.resolve("readings.json"),
                SCHEMA.replace("1 / (count - 7)", "1 / (no_such - 7)")
                        .replace("place.city IS NULL", "place.city IS NIL"));
        landing.land("readings", "2026-01-01", List.of(good("1", "")));

        EtlRun run = EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("#/x-rules/ratio_is_low: Spark does not", "#/x-rules/city_is_known: Spark does not");
    }

    @Test
    void aDateWithoutLandingIsNothingToDo() {
        landing.land("readings", "2026-01-01", List.of(good("1", "")));

        EtlRun none = EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-02-01");
        EtlRun some = EtlRun.etl(landing.folder(), lake, schemas, "--from", "2025-12-31", "--to", "2026-01-02");

        assertThat(none.exitCode()).isEqualTo(99);
        assertThat(some.succeeded().result().path("withoutLanding").toString())
                .isEqualTo("[\"2025-12-31\",\"2026-01-02\"]");
    }

    @Test
    void onlyTheTopicsAndTablesAskedForAreMade() throws Exception {
        Files.writeString(schemas.resolve("others.json"), SCHEMA);
        landing.land("readings", "2026-01-01", List.of(good("1", "")))
                .land("others", "2026-01-01", List.of(good("2", "")));

        EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01", "--topics", "others")
                .succeeded();
        assertThat(lake.resolve("silver").toFile().list()).containsExactly("others");
        assertThat(lake.resolve("gold").toFile().list()).containsExactly("daily_others");

        EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01", "--tables", "daily_others")
                .succeeded();
        assertThat(lake.resolve("silver").toFile().list()).containsExactlyInAnyOrder("others", "readings");
        assertThat(lake.resolve("gold").toFile().list()).containsExactly("daily_others");
    }

    @Test
    void aLakeThatCannotBeWrittenIsOneClearLine() throws Exception {
        landing.land("readings", "2026-01-01", List.of(good("1", "")));
        Path file = Files.writeString(folder.resolve("file"), "");

        EtlRun run = EtlRun.etl(landing.folder(), file.resolve("lake"), schemas, "--date", "2026-01-01");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Cannot compute 2026-01-01: " + file).doesNotContain("Exception");
    }

    @Test
    void usageErrorsAreOneLine() {
        landing.land("readings", "2026-01-01", List.of(good("1", "")));
        assertThat(EtlRun.etl(landing.folder(), lake, schemas, "--date", "yesterday"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("--date"));
        assertThat(EtlRun.etl(landing.folder(), lake, schemas).exitCode()).isEqualTo(2);
        assertThat(EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01", "--topics", "nope")
                        .err())
                .contains("Cannot read topic nope: no schema");
        assertThat(EtlRun.etl(landing.folder(), lake, schemas, "--date", "2026-01-01", "--tables", "nope")
                        .err())
                .contains("Cannot make table nope");
        assertThat(EtlRun.etl(folder.resolve("nope"), lake, schemas, "--date", "2026-01-01"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("nope: there is no such folder"));
    }

    private static void bad(List<String> values, List<String> expected, String value, String reasons) {
        expected.add(values.size() + "|" + reasons + "|" + value);
        values.add(value);
    }

    private static String good(String id, String more) {
        return "{" + GOOD.formatted(id) + more + "}";
    }

    private static String changed(String from, String to) {
        return good("x", "").replace(from, to);
    }

    private static String rest() {
        return GOOD.substring(GOOD.indexOf(",") + 1);
    }
}
