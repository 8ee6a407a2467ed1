package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.streaming.KilledQuery;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.enrich.Outputs.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each record of a topic once in one of the two that are made of it, in real time. */
public final class KilledEnrich implements KilledQuery {
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 20;
    private static final String TOPIC = "cups";

    private final Path folder;
    private final Outputs outputs;
    private long sent;

    public KilledEnrich(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("products.csv"), "product_id,name,list_price\nP1,Tea,1.50\n");
        Files.writeString(folder.resolve("cups.json"), """
                {"description": "One row per cup.", "type": "object", "properties": {
                   "at": {"type": "string", "format": "date-time"}, "product_id": {"type": "string"},
                   "n": {"type": "integer"}},
                 "required": ["at", "product_id"], "x-event-time": {"field": "at"}}""");
        SharedBroker.create(TOPIC, PARTITIONS);
        this.outputs = new Outputs(SharedBroker.bootstrapServers(), TOPIC);
    }

    @Override
    public List<String> command() {
        return List.of(
                "enrich",
                "--bootstrap-servers=" + SharedBroker.bootstrapServers(),
                "--schema=" + folder.resolve("cups.json"),
                "--reference=" + folder.resolve("products.csv"),
                "--trigger=5s");
    }

    @Override
    public void feed() {
        for (int i = 0; i < RECORDS; i++) {
            SharedBroker.send(
                    TOPIC,
                    (int) (sent % PARTITIONS),
                    1_769_817_600_000L,
                    value(sent).getBytes(UTF_8));
            sent++;
        }
        SharedBroker.flush();
    }

    /** Nothing is ever there twice. */
    @Override
    public void read() {
        assertThat(outputs.count()).isLessThanOrEqualTo(sent);
    }

    @Override
    public long made() {
        return outputs.count();
    }

    @Override
    public boolean isDone() {
        return outputs.count() >= sent;
    }

    @Override
    public void verify() {
        assertThat(outputs.count()).isEqualTo(sent);
        Set<Long> seen = new HashSet<>();
        for (Output output : outputs.all()) {
            long number = output.sourceOffset() * PARTITIONS + output.sourcePartition();
            assertThat(seen.add(number)).as("record %d once", number).isTrue();
            assertThat(output.topic()).isEqualTo(number % 7 == 0 ? TOPIC + "_rejected" : TOPIC + "_enriched");
            assertThat(output.value()).isEqualTo(expected(number));
        }
        assertThat(seen)
                .hasSize((int) sent)
                .allSatisfy(number -> assertThat(number).isBetween(0L, sent - 1));
        for (List<Output> written : List.of(outputs.enriched(), outputs.rejected())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int own = partition;
                assertThat(written.stream()
                                .filter(output -> output.sourcePartition() == own)
                                .map(Output::sourceOffset))
                        .isSorted();
            }
        }
    }

    private static String value(long number) {
        return "{\"at\":\"2026-01-31T00:00:00Z\",\"product_id\":\"" + (number % 7 == 0 ? "none" : "P1") + "\",\"n\":"
                + number + "}";
    }

    private static String expected(long number) {
        String value = value(number);
        return number % 7 == 0
                ? value
                : value.substring(0, value.length() - 1)
                        + ",\"products\":{\"product_id\":\"P1\",\"name\":\"Tea\",\"list_price\":1.50}}";
    }

    @Override
    public void close() {
        outputs.close();
    }
}
