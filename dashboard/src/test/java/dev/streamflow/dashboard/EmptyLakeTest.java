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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both parts, over folders that are not there. */
class EmptyLakeTest {
    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    private String get(String url) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whatIsNotThereYetIsNoFault() throws IOException, InterruptedException {
        Dashboard.Settings settings = new Dashboard.Settings(
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
                false,
                Duration.ofMillis(20));
        try (Dashboard dashboard = Dashboard.start(settings, Clock.systemUTC())) {
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
