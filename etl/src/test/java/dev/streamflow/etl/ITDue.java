package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is due after runs of the ETL, and what the ETL does when landing changes beside it. */
class ITDue {
    private static final String SCHEMA = """
            {"description": "Visits", "type": "object", "properties": {
               "id": {"type": "string"}, "at": {"type": "string", "format": "date-time"}},
             "required": ["id", "at"], "x-id": "id", "x-event-time": {"field": "at"}%s}
            """;
    private static final String AGGREGATE = ", \"x-aggregate\": {\"dimensions\": [], \"measures\": []}";
    private static final String SECOND = "2026-01-02";
    private static final String THIRD = "2026-01-03";

    @TempDir
    Path folder;

    private LandingFixture landing;
    private Path lake;
    private Path schemas;

    @BeforeEach
    void schemas() throws Exception {
        landing = new LandingFixture(folder.resolve("landing"));
        lake = folder.resolve("lake");
        schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("visits.json"), SCHEMA.formatted(AGGREGATE));
    }

    @Test
    void recordsOfADateBeforeTheFirstPublishedOneAreDueAndOutsideOfTheWindowOverdue() {
        land("visits", SECOND, 2);
        etl("--date", SECOND).succeeded();
        land("visits", THIRD, 1);
        land("visits", "2025-12-30", 1);
        land("visits", SECOND, 1);

        assertThat(dates(due("--date", THIRD).result(), "due")).containsExactly("2025-12-30", SECOND, THIRD);
        JsonNode narrow = due("--date", THIRD, "--window", "2").result();
        assertThat(dates(narrow, "due")).containsExactly(SECOND, THIRD);
        assertThat(narrow.path("overdue"))
                .hasToString(
                        "[{\"date\":\"2025-12-30\",\"records\":{\"visits\":1},\"reasons\":[{\"reason\":\"never computed\","
                                + "\"topics\":[\"visits\"],\"tables\":[\"daily_visits\"],\"runs\":{}}]}]");
        assertThat(due("--date", THIRD, "--window", "2", "--waive", "2025-12-01..2025-12-31")
                        .result()
                        .path("overdue"))
                .isEmpty();

        etl("--from", "2025-12-30", "--to", THIRD).succeeded();

        JsonNode after = due("--date", THIRD, "--full").result();
        assertThat(after.path("due")).isEmpty();
        assertThat(after.path("upToDate")).hasToString("[\"2026-01-03\"]");
        assertThat(after.path("complete")).as("landing may go on").isEmpty();
        landing.plannedAt("2026-01-04T00:00:00Z");
        land("visits", "2026-01-04", 1);
        assertThat(due("--date", THIRD).result().path("complete")).hasToString("[\"2026-01-03\"]");
    }

    @Test
    void aRunThatWaitedPublishesWhatHasLandedMeanwhile() {
        land("visits", SECOND, 2);
        CompletableFuture<EtlRun> waiting;
        try (LakeLock lock = LakeLock.take(new Lake(lake.toString(), OwnFiles.configuration()), "another")) {
            assertThat(lock).isNotNull();
            Thread[] thread = new Thread[1];
            waiting = CompletableFuture.supplyAsync(() -> etl("--date", SECOND), task -> {
                thread[0] = new Thread(task);
                thread[0].start();
            });
            while (!waiting.isDone() && !isWaiting(thread[0])) {
                Thread.onSpinWait();
            }
            land("visits", SECOND, 5);
        }

        assertThat(waiting.join().succeeded().topic("visits").path("clean").asInt())
                .isEqualTo(7);
        assertThat(due("--date", SECOND).result().path("due")).isEmpty();
    }

    @Test
    void onlyWhatIsDueIsComputedWhereThatIsAskedFor() {
        land("visits", SECOND, 2);
        land("visits", THIRD, 2);
        etl("--from", SECOND, "--to", THIRD).succeeded();
        land("visits", THIRD, 1);

        EtlRun run = etl("--from", SECOND, "--to", "2026-01-04", "--due").succeeded();

        assertThat(dates(run.result(), "dates")).containsExactly(THIRD);
        assertThat(run.result().path("upToDate")).hasToString("[\"2026-01-02\"]");
        assertThat(run.result().path("withoutLanding")).hasToString("[\"2026-01-04\"]");
        EtlRun second = etl("--date", THIRD, "--due");
        assertThat(second.exitCode()).isEqualTo(99);
        assertThat(second.err()).contains("Nothing to do for 2026-01-03: it is up to date");
        etl("--date", THIRD).succeeded();
    }

    private static boolean isWaiting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(LakeLock.class.getName()));
    }

    @Test
    void aDateIsNotReplacedByLessThanItWasMadeOf() throws Exception {
        land("visits", SECOND, 2);
        land("visits", SECOND, 1);
        etl("--date", SECOND).succeeded();
        String table = Lakes.files(lake.resolve("gold_csv")).toString();
        Path commit = landing.folder().resolve("visits/_ledger/commit-000002.json");
        Files.move(commit, folder.resolve("lost"));

        EtlRun less = etl("--date", SECOND);

        assertThat(less.exitCode()).isEqualTo(50);
        assertThat(less.err())
                .startsWith("Cannot compute 2026-01-02: landing lacks run 2 of visits, which its published tables");
        assertThat(less.result().path("error").path("expected").asText()).isEqualTo("1-2");
        assertThat(less.result().path("error").path("found").asText()).isEqualTo("1");
        Files.delete(landing.folder().resolve("visits/_ledger/commit-000001.json"));
        land("visits", THIRD, 1);
        assertThat(etl("--from", SECOND, "--to", THIRD).exitCode())
                .as("nothing of it is left")
                .isEqualTo(50);
        assertThat(Lakes.files(lake.resolve("gold_csv"))).hasToString(table);
    }

    @Test
    void aTopicOrADateThatFallsSilentIsAWarningAndAFigureOfTheLedger() throws Exception {
        Files.writeString(schemas.resolve("clicks.json"), SCHEMA.formatted(AGGREGATE));
        land("visits", "2026-01-01", 5);
        land("clicks", "2026-01-01", 5);
        land("visits", SECOND, 5);

        EtlRun run = etl("--from", "2026-01-01", "--to", THIRD).succeeded();

        JsonNode second = run.result().path("dates").path(1);
        assertThat(second.path("topics").path(0))
                .hasToString("{\"topic\":\"clicks\",\"offsets\":[],\"landed\":0,\"clean\":0,"
                        + "\"duplicates\":0,\"quarantined\":0,\"reasons\":{},\"through\":\"1970-01-01T00:00:00Z\"}");
        assertThat(run.err())
                .contains("Warning: 2026-01-02: clicks is 0, not within 0.5 of the mean of the 1 date published in the")
                .contains("Nothing has landed for 2026-01-03")
                .contains("Warning: 2026-01-03: visits is 0");
        assertThat(dates(run.result(), "missed")).containsExactly(THIRD);
        assertThat(dates(due("--date", THIRD).result(), "missed")).containsExactly(THIRD);
        assertThat(etl("--date", THIRD).exitCode()).isEqualTo(99);
    }

    @Test
    void aTopicThatIsAskedForAndWhoseLandingIsGoneIsNotLeftOut() throws Exception {
        land("visits", SECOND, 2);
        etl("--date", SECOND).succeeded();
        Files.move(landing.folder().resolve("visits"), folder.resolve("gone"));

        assertThat(etl("--date", SECOND, "--topics", "visits").err()).contains("landing lacks run 1 of visits");
        assertThat(dates(due("--date", THIRD, "--topics", "visits").result(), "missed"))
                .containsExactly(THIRD);
    }

    @Test
    void beforeTheFirstLandingNothingIsDue() {
        assertThat(due("--date", SECOND).result().path("withoutLanding")).hasToString("[\"2026-01-02\"]");
    }

    @Test
    void aTopicWithoutADailyTableEndsWithSilver() throws Exception {
        Files.writeString(schemas.resolve("visits.json"), SCHEMA.formatted(""));
        land("visits", SECOND, 2);
        etl("--date", SECOND).succeeded();
        assertThat(due("--date", SECOND).result().path("upToDate")).hasToString("[\"2026-01-02\"]");

        // Its schema asks for one now.
        Files.writeString(schemas.resolve("visits.json"), SCHEMA.formatted(AGGREGATE));

        assertThat(due("--date", SECOND).result().path("due").path(0).path("reasons"))
                .hasToString(
                        "[{\"reason\":\"a table is missing\",\"topics\":[],\"tables\":[\"daily_visits\"],\"runs\":{}}]");
    }

    private void land(String topic, String date, int records) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            values.add("{\"id\":\"%s\",\"at\":\"%sT10:00:00Z\"}".formatted(java.util.UUID.randomUUID(), date));
        }
        landing.land(topic, date, values);
    }

    private EtlRun etl(String... args) {
        return EtlRun.etl(landing.folder(), lake, schemas, args);
    }

    private EtlRun due(String... args) {
        return EtlRun.due(landing.folder(), lake, schemas, args).succeeded();
    }

    private static List<String> dates(JsonNode result, String list) {
        List<String> dates = new ArrayList<>();
        result.path(list).forEach(entry -> dates.add(entry.path("date").asText()));
        return dates;
    }
}
