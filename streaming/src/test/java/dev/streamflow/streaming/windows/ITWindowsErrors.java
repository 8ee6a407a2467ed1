package dev.streamflow.streaming.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.cli.FreePort;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.StatusClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the query says of what it cannot go on with, and of how it is. */
class ITWindowsErrors {
    @TempDir
    Path folder;

    @Test
    void lostOffsetsAndAnotherTopicOfTheNameAreNamed() throws Exception {
        SalesTopic topic = new SalesTopic("windows-lost", folder);
        topic.sell(SalesTopic.START, 30);
        Path live = folder.resolve("live");
        int port = FreePort.find();
        StatusClient client = new StatusClient(port);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0, "--status-port", Integer.toString(port))) {
            JsonNode status = windows.untilRead(topic.records());
            assertThat(status.path("lag").path("windows-lost-0").asLong(-1)).isZero();
            assertThat(client.get("/health")).startsWith("200 {\"query\":\"windows\",\"state\":\"running\"");
            assertThat(client.get("/metrics"))
                    .contains("streamflow_live_read{query=\"windows\"} " + topic.records())
                    .contains("streamflow_live_lag{query=\"windows\",partition=\"windows-lost-0\"} 0");
            assertThat(groupOffsets("streamflow-windows-windows-lost")).isEqualTo(topic.records());
        }

        topic.sell(SalesTopic.START.plusSeconds(1000), 30);
        SharedBroker.deleteRecords(topic.name(), 2, -1);
        topic.sell(SalesTopic.START.plusSeconds(2000), 30);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            assertThat(windows.failure())
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageStartingWith("Cannot go on with windows: ")
                    .hasMessageMatching(
                            ".*deleted before it had read them: offsets \\[[0-9]+, [0-9]+\\) of windows-lost-[01]");
            assertThat(windows.status().path("state").asText()).isEqualTo("failed");
        }

        SharedBroker.createAnew(topic.name(), 2);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            assertThat(windows.failure()).isInstanceOf(UsageException.class).hasMessageContaining("its topic id is ");
        }
    }

    private static long groupOffsets(String group) throws Exception {
        try (Cluster cluster = Cluster.connect(SharedBroker.options())) {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (true) {
                long sum = cluster
                        .await(cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                        .values()
                        .stream()
                        .mapToLong(offset -> offset.offset())
                        .sum();
                if (sum > 0 || System.nanoTime() > deadline) {
                    return sum;
                }
                Thread.sleep(100);
            }
        }
    }

    @Test
    void windowsThatAreNotTheCheckpointsAreRefused() throws Exception {
        SalesTopic topic = new SalesTopic("windows-moved", folder);
        topic.sell(SalesTopic.START, 30);
        Path live = folder.resolve("live");
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            windows.untilRead(topic.records());
        }
        Files.delete(live.resolve("windows/output/current"));
        topic.sell(SalesTopic.START.plusSeconds(1000), 30);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            assertThat(windows.failure())
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageContaining("are not there");
        }
    }
}
