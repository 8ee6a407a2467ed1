package dev.streamflow.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both parts, over folders that are not there, and tables that lack columns. */
class EmptyLakeTest {
    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private String get(String url) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }

    private Dashboard.Settings settings() {
        return new Dashboard.Settings(
                folder.resolve("lake").toString(),
                folder.resolve("landing").toString(),
                folder.resolve("live"),
                Path.of("../schemas"),
                new Dashboard.Hdfs(null, folder.resolve("cache")),
                null,
                "127.0.0.1",
                0,
                0,
                List.of(),
                List.of(),
                false,
                Duration.ofMillis(20));
    }

    @Test
    void aTableThatLacksAColumnIsNamedAndTheRestShown() throws IOException, InterruptedException {
        LocalDate date = LocalDate.of(2026, 3, 1);
        try (TestLake lake = new TestLake(folder.resolve("lake"))) {
            lake.gold("daily_revenue", date, "SELECT 3 AS transactions, 9.50::DECIMAL(18,2) AS revenue");
            lake.gold("user_segments", date, "SELECT 'all' AS segment, 7 AS users");
            lake.ledger(date, "", "").publish();
        }
        try (Dashboard dashboard = Dashboard.start(settings(), Clock.systemUTC())) {
            assertThat(get(dashboard.batchUrl().orElseThrow() + "/"))
                    .contains("Left out: daily_revenue has no revenue_7d_avg.", "Users by segment");
        }
    }

    @Test
    void whatIsNotThereYetIsNoFault() throws IOException, InterruptedException {
        try (Dashboard dashboard = Dashboard.start(settings(), Clock.systemUTC())) {
            String batch = dashboard.batchUrl().orElseThrow();
            assertThat(get(batch + "/")).contains("streamflow demo");
            assertThat(get(batch + "/api/state")).contains("\"state\":0", "\"dates\":[]");
            assertThat(get(batch + "/api/tables")).contains("\"tables\":[]");
            get(batch + "/readyz");
            String live = dashboard.liveUrl().orElseThrow();
            get(live + "/");
            assertThat(get(live + "/api/live/health")).contains("\"queries\":[]", "\"windows\":[]");
        }
    }
}
