package dev.streamflow.etl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.LandingFixture.Landed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that one could not have thought of: their dates are computed all the same. */
class ITOddRecords {
    private static final String LEAST = "-9223372036854775808";
    private static final String MOST = "9223372036854775807";

    @TempDir
    Path folder;

    private LandingFixture landing;
    private Path schemas;
    private Path lake;

    @BeforeEach
    void folders() throws Exception {
        landing = new LandingFixture(folder.resolve("landing"));
        lake = folder.resolve("lake");
        schemas = Files.createDirectories(folder.resolve("schemas"));
    }

    private void schema(String properties, String rest) throws Exception {
        Files.writeString(schemas.resolve("readings.json"), """
                {"description": "Readings", "type": "object", "properties": {%s}, %s}
                """.formatted(properties, rest));
    }

    private EtlRun etl(String... args) {
        return EtlRun.etl(landing.folder(), lake, schemas, args);
    }

    @Test
    void aRecordsOwnTimeStampMayBeAnyNumber() throws Exception {
        schema(
                "\"id\": {\"type\": \"string\"}, \"at\": {\"type\": \"string\", \"format\": \"date-time\"}",
                "\"required\": [\"id\", \"at\"], \"x-id\": \"id\", \"x-event-time\": {\"field\": \"at\"}, \"x-aggregate\": {}");
        String value = "{\"id\":\"%s\",\"at\":\"2026-01-01T00:00:00Z\"}";
        landing.land(
                "readings",
                "2026-01-01",
                List.of(
                        new Landed(0, 1_767_225_600_000L, value.formatted("now")),
                        new Landed(0, 1_767_225_600_000_000_000L, value.formatted("nanoseconds")),
                        new Landed(0, 1_767_225_600_000_000L, value.formatted("microseconds")),
                        new Landed(0, -1, value.formatted("none")),
                        new Landed(0, Long.MAX_VALUE, value.formatted("most")),
                        new Landed(0, Long.MIN_VALUE, value.formatted("least"))),
                ".jsonl");

        etl("--date", "2026-01-01").succeeded();

        assertThat(Lakes.table(lake, "silver", "readings", "id, CAST(_timestamp AS VARCHAR)"))
                .containsExactly(
                        "least|1970-01-01 00:00:00+00",
                        "microseconds|1970-01-01 00:00:00+00",
                        "most|1970-01-01 00:00:00+00",
                        "nanoseconds|1970-01-01 00:00:00+00",
                        "none|1970-01-01 00:00:00+00",
                        "now|2026-01-01 00:00:00+00");
    }

    /** Two rules of one condition, since Spark would compute what they share outside of both. */
    @Test
    void whatCannotBeComputedIsAReason() throws Exception {
        schema(
                "\"at\": {\"type\": \"string\", \"format\": \"date-time\"}, \"n\": {\"type\": \"integer\"}, "
                        + "\"m\": {\"type\": \"integer\"}, \"square\": {\"type\": \"integer\"}, "
                        + "\"parts\": {\"type\": \"array\", \"items\": {\"type\": \"integer\"}}",
                "\"required\": [\"at\", \"n\"], \"x-event-time\": {\"field\": \"at\"}, "
                        + "\"x-derived\": {\"square\": \"n * n\"}, "
                        + "\"x-rules\": {\"sum\": \"m IS NULL OR m + m < 100\", "
                        + "\"part\": \"parts IS NULL OR element_at(parts, int(n)) > 0\", "
                        + "\"same_part\": \"parts IS NULL OR element_at(parts, int(n)) < 9\", "
                        + "\"all_parts\": \"parts IS NULL OR forall(parts, part -> 10 / part > 0)\"}");
        String value = "{\"at\":\"2026-01-01T00:00:00Z\",\"n\":%s}";
        landing.land(
                "readings",
                "2026-01-01",
                List.of(
                        value.formatted("7"),
                        value.formatted(MOST),
                        value.formatted(LEAST),
                        value.formatted("0,\"parts\":[1,2]"),
                        value.formatted("1,\"parts\":[0]"),
                        value.formatted("2,\"parts\":[1]"),
                        value.formatted("7,\"m\":" + MOST)));

        etl("--date", "2026-01-01").succeeded();

        assertThat(Lakes.table(lake, "quarantine", "readings", "_offset, array_to_string(_reasons, ',')"))
                .containsExactly(
                        "1|square:derived",
                        "2|square:derived",
                        "3|rule:part,rule:same_part",
                        "4|rule:part,rule:all_parts",
                        "5|rule:part,rule:same_part",
                        "6|rule:sum");
        assertThat(Lakes.table(lake, "silver", "readings", "n, square")).containsExactly("7|49");
    }

    @Test
    void sumsAreExactAndTimesOfAnyYearAreKept() throws Exception {
        schema(
                "\"at\": {\"type\": \"string\", \"format\": \"date-time\"}, \"n\": {\"type\": \"integer\"}, "
                        + "\"seen\": {\"type\": \"string\", \"format\": \"date-time\"}, "
                        + "\"born\": {\"type\": \"string\", \"format\": \"date\"}",
                "\"required\": [\"at\"], \"x-event-time\": {\"field\": \"at\"}, "
                        + "\"x-aggregate\": {\"measures\": [\"n\"]}");
        String value = "{\"at\":\"2026-01-01T00:00:00Z\",\"n\":%s,\"seen\":\"%s\",\"born\":\"%s\"}";
        landing.land(
                "readings",
                "2026-01-01",
                List.of(
                        value.formatted(MOST, "0001-01-01T00:00:00Z", "0001-01-01"),
                        value.formatted(MOST, "9999-12-31", "9999-12-31"),
                        value.formatted("1", "1582-10-10T12:00", "1582-10-10")));

        etl("--date", "2026-01-01").succeeded();

        assertThat(Lakes.table(lake, "silver", "readings", "CAST(seen AS VARCHAR), born"))
                .containsExactly(
                        "0001-01-01 00:00:00+00|0001-01-01",
                        "1582-10-10 12:00:00+00|1582-10-10",
                        "9999-12-31 00:00:00+00|9999-12-31");
        assertThat(Files.readString(lake.resolve("gold_csv/daily_readings/2026-01-01.csv")))
                .startsWith("event_date,events,count_n,sum_n,avg_n,min_n,max_n\n2026-01-01,3,3,18446744073709551615,");
    }

    @Test
    void fieldsAreReadUnderTheKeysOfOthers() throws Exception {
        schema(
                "\"id\": {\"type\": \"string\", \"x-source\": \"_id\"}, "
                        + "\"meta\": {\"type\": \"object\", \"x-source\": \"@meta\", \"required\": [\"dt\"], \"properties\": "
                        + "{\"dt\": {\"type\": \"integer\", \"x-source\": \"@dt\"}}}, \"n\": {\"type\": \"integer\"}",
                "\"required\": [\"id\", \"meta\"], \"x-id\": \"id\", "
                        + "\"x-event-time\": {\"field\": \"meta.dt\", \"format\": \"epoch-millis\"}");
        landing.land(
                "readings",
                "2020-07-12",
                List.of(
                        "{\"_id\":\"others\",\"@meta\":{\"@dt\":1594512094385.9746}}",
                        "{\"id\":\"ours\",\"meta\":{\"dt\":\"1.594512094385E12\"}}",
                        "{\"id\":7,\"_id\":\"both\",\"meta\":{\"dt\":\"no\"},\"@meta\":{\"dt\":0,\"@dt\":1594512094385}}",
                        "{\"_id\":\"both too\",\"id\":7,\"@meta\":{\"@dt\":1594512094385,\"dt\":\"no\"},\"meta\":[]}",
                        "{\"_id\":\"a\",\"_id\":\"a\",\"id\":\"b\",\"id\":\"b\",\"@meta\":{\"@dt\":1594512094385}}",
                        "{\"id\":\"c\",\"_id\":null,\"@meta\":{\"@dt\":1594512094385}}"));

        etl("--date", "2020-07-12").succeeded();

        assertThat(Lakes.table(lake, "silver", "readings", "id, CAST(meta_dt AS VARCHAR)"))
                .containsExactly(
                        "both|2020-07-12 00:01:34.385+00",
                        "both too|2020-07-12 00:01:34.385+00",
                        "others|2020-07-12 00:01:34.385974+00",
                        "ours|2020-07-12 00:01:34.385+00");
        assertThat(Lakes.table(lake, "quarantine", "readings", "_offset, array_to_string(_reasons, ',')"))
                .containsExactly("4|json:duplicate-key", "5|id:required");
    }

    @Test
    void productsMayHaveAByteOrderMarkAndMustBeUtf8() throws Exception {
        String products = "product_id,product_name,category,brand,list_price\nP0001,Café,A,B,1.00\n";
        Path file = folder.resolve("products.csv");
        landing.land("transaction_events", "2026-01-01", List.of("{}"));
        String[] args = {"--date", "2026-01-01", "--topics", "transaction_events", "--products", file.toString()};

        Files.writeString(file, "\uFEFF" + products);
        EtlRun.etl(landing.folder(), lake, args).succeeded();
        Files.writeString(file, products, ISO_8859_1);
        assertThat(EtlRun.etl(landing.folder(), lake, args).err())
                .contains("Cannot read products from " + file + ": it is not UTF-8 text");
        Files.writeString(file, "\uFEFF" + products, UTF_16LE);
        assertThat(EtlRun.etl(landing.folder(), lake, args).err()).contains("Cannot read products from " + file + ": ");
    }
}
