package dev.streamflow.streaming.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.streaming.CommandsJvm;
import dev.streamflow.streaming.KilledQuery;
import dev.streamflow.streaming.SharedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Totals of a topic, compared with what DuckDB makes of its records. */
public final class KilledPurchases implements KilledQuery {
    private static final int FARES = 5;

    private final Path folder;
    private final PurchaseTopic topic;
    private int fares;

    public KilledPurchases(Path folder) throws Exception {
        this.folder = folder;
        Files.writeString(folder.resolve("mortal.json"), PurchaseTopic.SCHEMA);
        this.topic = new PurchaseTopic(SharedBroker.bootstrapServers(), "mortal");
    }

    @Override
    public List<String> command() {
        return List.of(
                "purchases",
                "--bootstrap-servers=" + SharedBroker.bootstrapServers(),
                "--schema=" + folder.resolve("mortal.json"),
                "--json",
                "--trigger=100ms");
    }

    @Override
    public void feed() throws Exception {
        topic.fares(fares, FARES);
        fares += FARES;
    }

    /** A batch that was printed several times was printed alike. */
    @Override
    public void read() throws IOException {
        batches();
    }

    @Override
    public long made() throws IOException {
        Path status = folder.resolve("live/purchases/status.json");
        return Files.exists(status)
                ? PurchaseTopic.json(Files.readString(status)).path("read").asLong()
                : 0;
    }

    @Override
    public boolean isDone() throws IOException {
        return made() >= topic.sent().size();
    }

    /** The batches in their order. */
    private List<JsonNode> batches() throws IOException {
        Map<Long, JsonNode> batches = new TreeMap<>();
        for (String line : CommandsJvm.printed(folder, "purchases")) {
            if (line.startsWith("{\"batch\":")) {
                JsonNode batch = PurchaseTopic.json(line);
                JsonNode before = batches.putIfAbsent(batch.path("batch").asLong(), batch);
                assertThat(before == null ? batch : before).isEqualTo(batch);
            }
        }
        return List.copyOf(batches.values());
    }

    @Override
    public void verify() throws Exception {
        List<JsonNode> batches = batches();
        JsonNode last = batches.get(batches.size() - 1);
        assertThat(batches.get(0).path("batch").asLong()).isZero();
        assertThat(last.path("batch").asLong()).isEqualTo(batches.size() - 1L);
        assertThat(PurchaseTopic.days(batches)).isEqualTo(topic.expected(folder));
        assertThat(last.path("transactions").asLong()).isEqualTo(fares);
    }

    @Override
    public void close() {
        topic.close();
    }
}
