package dev.streamflow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.dashboard.lake.LocalLake;
import dev.streamflow.dashboard.store.BusyException;
import dev.streamflow.dashboard.store.DuckStore;
import dev.streamflow.dashboard.store.QuarantinedLines;
import dev.streamflow.dashboard.store.Range;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three dates with seven, none and five quarantined lines of a topic whose reasons try to be SQL. */
@TestInstance(Lifecycle.PER_CLASS)
class QuarantinedLinesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final LocalDate LAST = FIRST.plusDays(2);
    private static final String RANGE = "&from=" + FIRST + "&to=" + LAST;
    private static final String ODD = "a'] OR 1=1 --:type";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private TestLake lake;
    private Dashboard dashboard;
    private String url;

    @BeforeAll
    void start(@TempDir Path folder) {
        lake = new TestLake(folder.resolve("it's a lake"));
        day(FIRST, 7);
        day(FIRST.plusDays(1), 0);
        day(LAST, 5);
        lake.publish();
        dashboard = Dashboard.start(
                new Dashboard.Settings(
                        lake.folder().toString(),
                        folder.resolve("landing").toString(),
                        folder.resolve("live"),
                        folder.resolve("schemas"),
                        new Dashboard.Hdfs(null, folder.resolve("cache")),
                        Dashboard.Part.BATCH,
                        "127.0.0.1",
                        0,
                        0,
                        List.of(),
                        List.of(),
                        true,
                        Duration.ofHours(1)),
                Clock.systemUTC());
        url = dashboard.batchUrl().orElseThrow();
    }

    @AfterAll
    void stop() {
        dashboard.close();
        lake.close();
    }

    /** Each second line has a second reason. */
    private void day(LocalDate date, int lines) {
        lake.gold("daily_orders", date, "SELECT 'north' shop, 1::BIGINT events");
        if (lines > 0) {
            lake.quarantine(
                    "orders",
                    date,
                    "SELECT i %% 2, 9 - i, CASE i %% 2 WHEN 0 THEN ['id:required'] ELSE ['id:required', '%s'] END,"
                                    .formatted(ODD.replace("'", "''"))
                            + " CASE i WHEN 1 THEN repeat('ü', 70000) ELSE '{\"line\":' || i || '}' END"
                            + " FROM generate_series(1, " + lines + ") AS numbers(i)");
        }
        String reasons = lines == 0 ? "" : "\"id:required\":%d,\"%s\":%d".formatted(lines, ODD, (lines + 1) / 2);
        String topic =
                "{\"topic\":\"orders\",\"offsets\":[],\"landed\":%d,\"clean\":1,\"duplicates\":0,\"quarantined\":%d,\"reasons\":{%s}}";
        lake.ledger(date, topic.formatted(lines + 1, lines, reasons), "");
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private JsonNode lines(String more) {
        try {
            return JSON.readTree(
                    get("/api/quarantine/lines?topic=orders" + RANGE + more).body());
        } catch (IOException e) {
            throw new IllegalStateException(more, e);
        }
    }

    private static List<String> places(JsonNode answer) {
        List<String> places = new ArrayList<>();
        answer.get("lines")
                .forEach(line -> places.add(
                        line.get("date").asText() + " " + line.get("partition").asInt() + "/"
                                + line.get("offset").asLong()));
        return places;
    }

    @Test
    void linesComeNewestDateFirstPageByPage() {
        JsonNode all = lines("");
        List<String> places = places(all);
        assertThat(all.get("total").asLong()).isEqualTo(12);
        assertThat(places)
                .hasSize(12)
                .startsWith(LAST + " 0/5", LAST + " 0/7", LAST + " 1/4")
                .endsWith(FIRST + " 1/8");
        List<String> paged = new ArrayList<>();
        for (int offset = 0; offset < 12; offset += 5) {
            JsonNode page = lines("&limit=5&offset=" + offset);
            assertThat(page.get("total").asLong()).isEqualTo(12);
            paged.addAll(places(page));
        }
        assertThat(paged).isEqualTo(places);
        assertThat(places(lines("&offset=12"))).isEmpty();
    }

    @Test
    void aLineHasItsReasonsItsPlaceAndItsText() {
        JsonNode line = lines("").at("/lines/0");
        assertThat(line.toString())
                .isEqualTo("{\"date\":\"2026-03-03\",\"landingRun\":1,\"partition\":0,\"offset\":5,"
                        + "\"timestamp\":\"2026-03-03T12:00:00Z\",\"reasons\":[\"id:required\"],"
                        + "\"text\":\"{\\\"line\\\":4}\",\"characters\":10}");
        JsonNode large = lines("&limit=1&offset=11").at("/lines/0");
        assertThat(large.get("text").asText()).isEqualTo("ü".repeat(2000));
        assertThat(large.get("characters").asLong()).isEqualTo(70000);
    }

    @Test
    void aReasonIsAValueAndNoSql() {
        JsonNode odd = lines("&reason=" + URLEncoder.encode(ODD, StandardCharsets.UTF_8));
        assertThat(odd.get("total").asLong()).isEqualTo(7);
        assertThat(places(odd)).hasSize(7).allMatch(place -> place.contains(" 1/"));
        assertThat(lines("&reason=nothing").get("total").asLong()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?days=1                                | The topic is missing.",
                "?topic=nothing                         | The ledger has no topic of that name.",
                "?topic=..%2F..%2Fgold%2Fdaily_orders   | The ledger has no topic of that name.",
                "?topic=orders&offset=10000             | The offset is no number from 0 to 9999.",
                "?topic=orders&limit=201                | The limit is no number from 1 to 200.",
                "?topic=orders&offset=9999              | A page has 1 to 200 lines, of the first 10000; ask for fewer dates, or read the files of quarantine."
            })
    void whatIsAskedWronglyGetsASentence(String query, String sentence) throws IOException {
        HttpResponse<String> answer = get("/api/quarantine/lines" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("detail").asText()).isEqualTo(sentence);
    }

    @Test
    void linesOfAStateThatIsGoneAreAskedForAgain(@TempDir Path folder) {
        QuarantinedLines.Query query = new QuarantinedLines.Query("orders", new Range(FIRST, FIRST), null, 0, 10);
        try (TestLake other = new TestLake(folder.resolve("lake"));
                DuckStore store = DuckStore.open(new LocalLake(other.folder(), folder.resolve("landing")), true)) {
            other.quarantine("orders", FIRST, "SELECT 0, 1, ['id:required'], 'x'");
            other.ledger(
                            FIRST,
                            "{\"topic\":\"orders\",\"offsets\":[],\"landed\":1,\"clean\":0,\"duplicates\":0,\"quarantined\":1,\"reasons\":{}}",
                            "")
                    .publish();
            store.refresh();
            assertThat(store.<QuarantinedLines>read(view -> view.quarantined(query))
                            .lines())
                    .hasSize(1);
            other.publish().publish();
            assertThatThrownBy(() -> store.read(view -> view.quarantined(query)))
                    .isInstanceOf(BusyException.class)
                    .hasMessage("A newer state has just been published; try again in a moment.");
            store.refresh();
            assertThat(store.<QuarantinedLines>read(view -> view.quarantined(query))
                            .lines())
                    .hasSize(1);
        }
    }
}
