package dev.streamflow.streaming.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.streaming.KilledQuery;
import dev.streamflow.streaming.SharedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Windows of sales, read whenever there is something. */
public final class KilledWindows implements KilledQuery {
    /** So many seconds apart at most: all of a long campaign has to be within the hours that are shown. */
    private static final int SPACING = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path live;
    private final SalesTopic topic;
    private Instant now = SalesTopic.START;
    private long reads;

    public KilledWindows(Path folder) {
        this.live = folder.resolve("live/windows");
        this.topic = new SalesTopic("killed-sales", folder, SPACING);
    }

    @Override
    public List<String> command() {
        return List.of(
                "windows",
                "--bootstrap-servers=" + SharedBroker.bootstrapServers(),
                "--topic=" + topic.name(),
                "--by=store",
                "--max-events=100",
                "--max-ahead=36500d",
                "--trigger=100ms");
    }

    @Override
    public void feed() throws IOException {
        now = topic.sell(now, 2);
    }

    /** One whole table each time: of one batch, and with every event that the batch says is counted in four windows. */
    @Override
    public void read() throws IOException {
        Path current = live.resolve("output/current");
        if (Files.exists(current)) {
            Path table = current.toRealPath();
            JsonNode batch = JSON.readTree(table.resolve("batch.json").toFile());
            long counted = batch.path("totals").path("counted").asLong();
            String number = batch.path("batch").asText();
            assertThat(Duck.query("SELECT coalesce(sum(events), 0), min(batch), max(batch) FROM '" + table
                            + "/windows/*.parquet'"))
                    .containsExactly(4 * counted + "," + number + "," + number);
            reads++;
        }
    }

    @Override
    public long made() throws IOException {
        return status().path("read").asLong();
    }

    @Override
    public boolean isDone() throws IOException {
        return made() >= topic.records();
    }

    private JsonNode status() throws IOException {
        Path file = live.resolve("status.json");
        return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
    }

    @Override
    public void verify() throws IOException {
        JsonNode status = status();
        assertThat(status.path("read").asLong()).isEqualTo(topic.records());
        assertThat(status.path("balanced").asBoolean()).as("%s", status).isTrue();
        assertThat(status.path("late").asLong()).as("%s", status).isZero();
        assertThat(SalesTopic.published(live.resolve("output"))).isEqualTo(topic.expected(""));
        assertThat(reads).isPositive();
    }
}
