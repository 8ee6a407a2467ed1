package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Days without bad records, or without good ones, as a cluster computes them: adaptive execution cuts off what has no
 * rows.
 */
class ITEmptyBranches {
    private static final String SCHEMA = """
            {"description": "Readings", "type": "object",
             "properties": {"id": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
               "kind": {"type": "string"}, "value": {"type": "integer"}},
             "required": ["id", "at"], "x-id": "id", "x-event-time": {"field": "at"},
             "x-aggregate": {"dimensions": ["kind"], "measures": ["value"]}}
            """;
    private static final String ONE = "{\"id\":\"1\",\"at\":\"2026-01-01T10:00:00Z\",\"value\":1}";
    private static final String TWO = "{\"id\":\"2\",\"at\":\"2026-01-01T10:00:00Z\",\"value\":2}";
    private static final String BAD = "{}";

    @TempDir
    Path folder;

    private LandingFixture landing;
    private Path lake;

    @BeforeEach
    void folders() {
        landing = new LandingFixture(folder.resolve("landing"));
        lake = folder.resolve("lake");
    }

    @ParameterizedTest
    @CsvSource({
        "clean only, ONE TWO, 2, 0, 0, 1",
        "duplicates and nothing quarantined, ONE ONE TWO, 2, 1, 0, 1",
        "quarantined and no duplicates, ONE BAD, 1, 0, 1, 1",
        "nothing clean, BAD BAD, 0, 0, 2, 0",
        "all kinds, ONE ONE BAD, 1, 1, 1, 1",
    })
    void everyLineIsCounted(String what, String lines, long clean, long duplicates, long quarantined, long rows)
            throws Exception {
        readings("2026-01-01", lines);

        EtlRun run = prod(schemas(), "--date=2026-01-01");

        assertThat(run.topic("readings").toString())
                .as(what)
                .contains(
                        "\"clean\":%d,\"duplicates\":%d,\"quarantined\":%d".formatted(clean, duplicates, quarantined));
        assertThat(run.result()
                        .path("dates")
                        .path(0)
                        .path("tables")
                        .path("daily_readings")
                        .asLong(-1))
                .isEqualTo(rows);
    }

    @Test
    void aDateWithoutCleanRowsHasItsFiguresBesideOthers() throws Exception {
        readings("2026-01-01", "ONE BAD");
        readings("2026-01-02", "BAD");
        readings("2026-01-03", "TWO TWO");

        EtlRun run = prod(schemas(), "--from=2026-01-01", "--to=2026-01-03");

        assertThat(run.result().path("dates"))
                .extracting(date -> date.path("topics").path(0).path("clean").asLong())
                .containsExactly(1L, 0L, 1L);
        assertThat(run.result().path("dates"))
                .extracting(date -> date.path("tables").path("daily_readings").asLong(-1))
                .containsExactly(1L, 0L, 1L);
        assertThat(lake.resolve("gold_csv/daily_readings/2026-01-02.csv"))
                .content()
                .hasLineCount(1);
        assertThat(Lakes.gold(lake, "daily_readings")).hasSize(2);
    }

    @Test
    void aShopWithoutAnyBadRecordHasAllOfItsTables() {
        ShopLines lines = new ShopLines(17).withoutFaults();
        lines.land(landing, "2026-01-01", 60);

        EtlRun run = prod(Path.of("../schemas"), "--date=2026-01-01");

        for (String topic : List.of("user_events", "transaction_events")) {
            assertThat(run.topic(topic).path("clean").asLong()).isEqualTo(60);
        }
        assertThat(Lakes.gold(lake)).isEqualTo(Lakes.expected(landing));
    }

    private EtlRun prod(Path schemas, String... dates) {
        String[] args = new String[dates.length + 1];
        System.arraycopy(dates, 0, args, 0, dates.length);
        args[dates.length] = "--profile=prod";
        return EtlRun.etl(landing.folder(), lake, schemas, args).succeeded();
    }

    private void readings(String date, String lines) {
        String all = lines.replace("ONE", ONE).replace("TWO", TWO).replace("BAD", BAD);
        landing.land("readings", date, List.of(all.replace("2026-01-01", date).split(" ")));
    }

    private Path schemas() throws Exception {
        Path schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("readings.json"), SCHEMA);
        return schemas;
    }
}
