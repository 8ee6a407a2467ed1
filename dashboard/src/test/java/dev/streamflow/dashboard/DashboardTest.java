package dev.streamflow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The batch pages over HTTP: one dashboard for all tests, over a state that is published once more by those that need
 * another.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DashboardTest {
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = """
            {"topic":"orders","offsets":[{"landingRun":1,"partition":0,"first":0,"last":9,"records":10}],\
            "landed":10,"clean":7,"duplicates":1,"quarantined":2,"reasons":{"amount:type":2,"id:required":1}}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private TestLake lake;
    private Dashboard dashboard;
    private String url;
    /** The number of the published state. */
    private int state;

    @BeforeAll
    void start(@TempDir Path folder) {
        lake = new TestLake(folder.resolve("lake"));
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
                        List.of("shop.example"),
                        List.of("https://airflow.example:8443"),
                        false,
                        Duration.ofMillis(20)),
                Clock.systemUTC());
        url = dashboard.batchUrl().orElseThrow();
        publish();
    }

    @AfterAll
    void stop() {
        dashboard.close();
        lake.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private JsonNode json(String path) {
        return parsed(get(path).body());
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** One more state, in which every figure of every table is its number. */
    private void publish() {
        int figure = ++state;
        lake.gold(
                "daily_revenue",
                DATE,
                "SELECT %d::BIGINT transactions, %d.00::DECIMAL(18,2) revenue, 1::BIGINT buyers, 2::BIGINT units,"
                                .formatted(figure, figure)
                        + " 1.00::DECIMAL(18,2) revenue_month_to_date, 1.00::DECIMAL(18,2) revenue_7d_avg");
        lake.gold(
                "daily_orders",
                DATE,
                "SELECT '<script>alert(1)</script>' shop, %d::BIGINT events, '=1+1' note".formatted(figure));
        lake.ledger(DATE, TOPIC, "").publish();
        awaitState();
    }

    private void awaitState() {
        while (json("/api/state").get("state").asInt() < state) {
            Thread.onSpinWait();
        }
    }

    @Test
    void figuresComeWithTheirState() {
        JsonNode series = json("/api/tables/daily_revenue/series?figure=sum:revenue&from=2026-02-28&to=2026-03-01");
        assertThat(series.get("state").asInt()).isEqualTo(state);
        assertThat(series.at("/lines/0/values").toString()).isEqualTo("[null,\"" + state + ".00\"]");
        JsonNode date = json("/api/dates/2026-03-01");
        assertThat(date.get("status").asText()).isEqualTo("complete");
        assertThat(date.at("/equations/1/holds").asBoolean()).isTrue();
        assertThat(date.at("/runs/0/run").asText()).isEqualTo("run1");
        assertThat(json("/api/quarantine?days=7").get("reasons").toString())
                .isEqualTo("[\"amount:type\",\"id:required\"]");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        String tag = get("/api/tables").headers().firstValue("ETag").orElseThrow();
        assertThat(get("/api/tables", "If-None-Match", tag).statusCode()).isEqualTo(304);
        publish();
        assertThat(get("/api/tables", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void everyAnswerIsOfOneState() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(threads.submit(() -> {
                while (!over.get()) {
                    HttpResponse<String> answer = get("/api/tables/daily_revenue/rows?from=2026-03-01&to=2026-03-01");
                    JsonNode body = parsed(answer.body());
                    String figures = body.at("/values/1/0").asText() + " "
                            + body.at("/values/2/0").asText();
                    int number = body.path("state").asInt();
                    seen.add(number);
                    if (answer.statusCode() != 200 || !figures.equals(number + " " + number + ".00")) {
                        wrong.add(answer.statusCode() + " " + answer.body());
                    }
                }
            }));
        }
        for (int i = 0; i < 50; i++) {
            publish();
        }
        over.set(true);
        for (Future<?> reader : readers) {
            reader.get();
        }
        threads.shutdown();
        assertThat(wrong).isEmpty();
        assertThat(seen).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/dates/2026-02-30                                          | 400 | That is no date such as 2026-01-31.",
                "/api/dates/1500-01-01                                          | 400 | That is no date such as 2026-01-31.",
                "/api/dates/2020-01-01                                          | 404 | Nothing is known of 2020-01-01.",
                "/api/tables/nothing                                            | 400 | There is no table of that name.",
                "/api/tables/daily_revenue';--                                  | 400 | There is no table of that name.",
                "/api/tables/daily_revenue/series?figure=sum:nothing            | 400 | Table daily_revenue has no column of that name.",
                "/api/tables/daily_revenue/series?figure=sum:revenue%22)--      | 400 | Table daily_revenue has no column of that name.",
                "/api/tables/daily_revenue/series?figure=drop:revenue           | 400 | There is no such figure.",
                "/api/tables/daily_revenue/series                               | 400 | The figure is missing.",
                "/api/tables/daily_revenue/series?figure=rows&from=2026-03-02&to=2026-03-01 | 400 | The range begins with 2026-03-02, after its end 2026-03-01.",
                "/api/tables/daily_revenue/series?figure=rows&from=1980-03-02&to=2026-03-01 | 400 | The range is longer than 1190 dates.",
                "/api/tables/daily_revenue/series?figure=rows&from=2026-03-01   | 400 | A range has a first date, from, and a last one, to.",
                "/api/tables/daily_revenue/series?figure=rows&month=2026-13     | 400 | That is no month such as 2026-01.",
                "/api/tables/daily_revenue/series?figure=rows&days=0            | 400 | The days is no number from 1 to 1190.",
                "/api/tables/daily_revenue/rows?limit=100000                    | 400 | The limit is no number from 1 to 200.",
                "/api/tables/daily_orders/top?figure=sum:events&by=events       | 400 | Rows cannot be grouped by events, which is a figure.",
                "/api/quarantine/lines?topic=orders                             | 404 | Quarantined lines are shown only by a dashboard that was started with --show-rows.",
                "/api/nothing                                                   | 404 | There is no such page."
            })
    void whatIsAskedWronglyGetsASentence(String path, int status, String sentence) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(parsed(answer.body()).get("detail").asText()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/assets/../../../etc/passwd",
                "/assets/%2e%2e/%2e%2e/pom.xml",
                "/assets/..%2f..%2fpom.xml",
                "/api/tables/%2e%2e%2fledger",
                "/api/tables/x%00y",
                "/%",
                "//evil.example/",
                "/api/dates/<script>"
            })
    void hostilePathsAreInert(String path) {
        String answer = new RawHttp(url).get(path);
        assertThat(RawHttp.status(answer)).as(answer).isIn(400, 404);
        assertThat(answer).contains("frame-ancestors https://airflow.example:8443");
        assertThat(answer).doesNotContain("root:", "<script>", "Exception").contains("nosniff");
    }

    @Test
    void aLongUrlIsRefused() {
        String answer = new RawHttp(url).get("/?" + "a".repeat(10_000_000));
        assertThat(RawHttp.status(answer)).isIn(0, 414, 431);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyKnownHostsAndReadingMethodsAreAnswered() {
        RawHttp raw = new RawHttp(url);
        assertThat(RawHttp.status(raw.get("/", "Host: evil.example"))).isEqualTo(421);
        assertThat(RawHttp.status(raw.get("/", "Host: shop.example:5000"))).isEqualTo(200);
        assertThat(RawHttp.status(raw.get("/events", "Host: evil.example"))).isEqualTo(421);
        assertThat(RawHttp.status(raw.ask("POST / HTTP/1.1", "Host: localhost", "Content-Length: 0")))
                .isEqualTo(405);
        assertThat(RawHttp.status(raw.ask("TRACE / HTTP/1.1", "Host: localhost")))
                .isEqualTo(405);
    }

    @Test
    void everyAnswerHasItsHeaders() {
        for (String path : List.of("/", "/api/state", "/nothing", "/api/nothing", "/healthz")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .as(path)
                    .get()
                    .asString()
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .endsWith("; frame-ancestors https://airflow.example:8443")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
            assertThat(headers.firstValue("Server")).as(path).isEmpty();
        }
    }

    @Test
    void whatIsExportedIsHarmless() {
        HttpResponse<String> csv = get("/api/tables/daily_orders/export.csv?from=2026-03-01&to=2026-03-01");
        assertThat(csv.body())
                .isEqualTo(
                        "event_date,shop,events,note\r\n2026-03-01,<script>alert(1)</script>," + state + ",'=1+1\r\n");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"daily_orders-2026-03-01-2026-03-01.csv\"");
    }

    @Test
    void markupInAValueIsText() {
        JsonNode top = json("/api/tables/daily_orders/top?figure=sum:events&by=shop");
        assertThat(top.at("/values/0").asText()).isEqualTo("<script>alert(1)</script>");
        assertThat(get("/nothing%3Cscript%3E").body()).doesNotContain("<script>");
    }
}
