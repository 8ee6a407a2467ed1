package dev.streamflow.streaming.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.Topics;
import dev.streamflow.streaming.SharedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the query says of what it cannot go on with, and of how it is. */
class ITWindowsErrors {
    @TempDir
    Path folder;

    private int port;

    @Test
    void lostOffsetsAndAnotherTopicOfTheNameAreNamed() throws Exception {
        SalesTopic topic = new SalesTopic("windows-lost", folder);
        topic.sell(SalesTopic.START, 30);
        Path live = folder.resolve("live");
        port = freePort();
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0, "--status-port", Integer.toString(port))) {
            JsonNode status = windows.untilRead(topic.records());
            assertThat(status.path("lag").path("windows-lost-0").asLong(-1)).isZero();
            assertThat(get("/health")).startsWith("200 {\"query\":\"windows\",\"state\":\"running\"");
            assertThat(get("/metrics"))
                    .contains("streamflow_live_read{query=\"windows\"} " + topic.records())
                    .contains("streamflow_live_lag{query=\"windows\",partition=\"windows-lost-0\"} 0");
            assertThat(groupOffsets("streamflow-windows-windows-lost")).isEqualTo(topic.records());
        }

        topic.sell(SalesTopic.START.plusSeconds(1000), 30);
        deleteRecords(topic.name());
        topic.sell(SalesTopic.START.plusSeconds(2000), 30);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            assertThat(windows.failure())
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageStartingWith("Cannot go on with windows: ")
                    .hasMessageMatching(
                            ".*deleted before it had read them: offsets \\[[0-9]+, [0-9]+\\) of windows-lost-[01]");
            assertThat(windows.status().path("state").asText()).isEqualTo("failed");
        }

        SharedBroker.delete(topic.name());
        awaitDeleted(topic.name());
        SharedBroker.create(topic.name(), 2);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            assertThat(windows.failure()).isInstanceOf(UsageException.class).hasMessageContaining("its topic id is ");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
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

    private static void deleteRecords(String topic) {
        try (Cluster cluster = Cluster.connect(SharedBroker.options())) {
            RecordsToDelete all = RecordsToDelete.beforeOffset(-1);
            cluster.await(cluster.admin()
                    .deleteRecords(Map.of(new TopicPartition(topic, 0), all, new TopicPartition(topic, 1), all))
                    .all());
        }
    }

    private static void awaitDeleted(String topic) throws Exception {
        try (Cluster cluster = Cluster.connect(SharedBroker.options())) {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (new Topics(cluster).find(topic).isPresent()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
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
