package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window is not complete while acknowledged records lie in, or behind, a transaction that is open. */
class ITTransactions {
    private static final String EVENT = "{\"at\":\"2026-01-01T00:00:00Z\"}";
    private static final String[] THROUGH = {"--through", "2026-01-02T00:00:00Z", "--transaction-wait", "PT0S"};

    @TempDir
    Path folder;

    @Test
    void anOpenTransactionHoldsUpTheWindowUntilItIsOver() {
        Lake lake = topic("held");
        Kafka.send("held", 0, EVENT, EVENT);
        try (var producer = begun("held")) {
            Kafka.send("held", 0, EVENT);

            Lake.Outcome held = lake.land("held", THROUGH);
            assertThat(held.exitCode()).isEqualTo(ExitCode.NOT_READY.code());
            assertThat(held.err())
                    .contains("Cannot land held through 2026-01-02T00:00:00Z: an open transaction holds up partition 0"
                            + " at offset 2, its log ends at 4");
            assertThat(held.out())
                    .contains("\"landed\":2", "\"complete\":false")
                    .contains("\"openTransactions\":[{\"partition\":0,\"lastStableOffset\":2,\"highWatermark\":4}]");
            assertThat(lake.lines("dt=")).as("what is before it is landed").hasSize(2);

            var before = lake.tree();
            assertThat(lake.land("held", THROUGH).exitCode()).as("not 99").isEqualTo(ExitCode.NOT_READY.code());
            assertThat(lake.tree()).as("no empty run each time").isEqualTo(before);

            producer.abortTransaction();
        }
        Lake.Outcome after = lake.land("held", THROUGH);
        assertThat(after.exitCode()).isZero();
        assertThat(after.out()).contains("\"landed\":1", "\"complete\":true,\"openTransactions\":[]");
        assertThat(lake.land("held", THROUGH).exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO.code());
        assertThat(lake.run("verify", "held").exitCode()).isZero();
    }

    @Test
    void withoutAWindowItIsAWarning() {
        Lake lake = topic("held_plain");
        try (var producer = begun("held_plain")) {
            Lake.Outcome landed = lake.land("held_plain");
            assertThat(landed.exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO.code());
            assertThat(landed.err()).contains("an open transaction holds up partition 0 at offset 0");

            Kafka.send("held_plain", 1, EVENT);
            assertThat(lake.land("held_plain").out()).contains("\"landed\":1", "\"complete\":false");
            producer.abortTransaction();
        }
    }

    @Test
    void theTransactionsThatAreOpenAtTheStartAreWaitedFor() {
        Lake lake = topic("awaited");
        try (var producer = begun("awaited")) {
            var landing = CompletableFuture.supplyAsync(
                    () -> lake.land("awaited", "--through", "2026-01-02T00:00:00Z", "--transaction-wait", "PT2M"));
            producer.commitTransaction();

            assertThat(landing.join().exitCode()).isZero();
            assertThat(landing.join().out()).contains("\"landed\":1", "\"complete\":true");
        }
    }

    private Lake topic(String name) {
        Kafka.create(name, 2);
        return Lake.in(folder, name);
    }

    /** A producer with one acknowledged record in an open transaction. */
    private static KafkaProducer<byte[], byte[]> begun(String topic) {
        var producer = Kafka.producer(Map.of("transactional.id", topic));
        producer.initTransactions();
        producer.beginTransaction();
        Kafka.send(producer, topic, 0, EVENT.getBytes(UTF_8));
        producer.flush();
        return producer;
    }
}
