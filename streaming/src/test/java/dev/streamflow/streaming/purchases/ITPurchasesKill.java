package dev.streamflow.streaming.purchases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the command at any moment, again and again, while records come in: {@code -Dlive.kills=50}. */
class ITPurchasesKill {
    private static final int KILLS = Integer.getInteger("live.kills", 3);
    private static final int FARES = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Random random = new Random(20_260_101);
    private Path printed;

    @Test
    void totalsAreThoseOfAnotherEngineHoweverOftenItIsKilled() throws Exception {
        printed = Files.createFile(folder.resolve("printed.jsonl"));
        Files.writeString(folder.resolve("mortal.json"), PurchaseTopic.SCHEMA);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            PurchaseTopic topic = new PurchaseTopic(broker.bootstrapServers(), "mortal");
            for (int kill = 0; kill < KILLS; kill++) {
                kill(topic, kill * FARES, start(broker.bootstrapServers()));
            }
            Process last = start(broker.bootstrapServers());
            try {
                topic.fares(KILLS * FARES, FARES);
                awaitRead(topic.sent().size());
                last.destroy();
                assertThat(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } finally {
                last.destroyForcibly();
            }
            topic.close();
            List<JsonNode> batches = batches();
            assertThat(PurchaseTopic.days(batches)).isEqualTo(topic.expected(folder));
            assertThat(batches.get(batches.size() - 1).path("transactions").asLong())
                    .isEqualTo((KILLS + 1L) * FARES);
        }
    }

    /** At a moment between its start and some batches, in small steps while records come. */
    private void kill(PurchaseTopic topic, int from, Process process) throws Exception {
        try {
            int lines = lines().size();
            int some = random.nextInt(4);
            for (int i = 0; i < FARES; i += FARES / 10) {
                topic.fares(from + i, FARES / 10);
                LockSupport.parkNanos(random.nextInt(200_000_000));
            }
            // Of the first start at least one batch: a run that is killed before would try nothing.
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (lines().size() < lines + (from == 0 ? 1 : some)) {
                assertThat(System.nanoTime()).as("deadline").isLessThan(end);
                assertThat(process.isAlive()).as(this::error).isTrue();
                if (from > 0) {
                    topic.fares(from, 1);
                }
                LockSupport.parkNanos(random.nextInt(300_000_000));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(String servers) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-Dspark.master=local[2]"));
        command.add("-Dspark.sql.shuffle.partitions=2");
        command.addAll(Arrays.asList(System.getProperty("spark.jvm").strip().split("\\s+", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.streamflow.streaming.StreamProgram"));
        command.addAll(List.of("purchases", "--json", "--trigger=100ms", "--bootstrap-servers=" + servers));
        command.addAll(List.of("--schema=" + folder.resolve("mortal.json"), "--live=" + folder.resolve("live")));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(printed.toFile()))
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private List<String> lines() throws IOException {
        return Files.readString(printed).lines().toList();
    }

    /**
     * The batches in their order. Each was printed, and each time alike, but for what a kill has cut off.
     */
    private List<JsonNode> batches() throws IOException {
        Map<Long, JsonNode> batches = new TreeMap<>();
        for (String line : lines()) {
            JsonNode batch = line.startsWith("{\"batch\":") && line.endsWith("}") ? PurchaseTopic.json(line) : null;
            if (batch != null) {
                JsonNode before = batches.putIfAbsent(batch.path("batch").asLong(), batch);
                assertThat(before == null ? batch : before).isEqualTo(batch);
            }
        }
        assertThat(batches.keySet()).first().isEqualTo(0L);
        assertThat(batches.keySet()).last().isEqualTo(batches.size() - 1L);
        return List.copyOf(batches.values());
    }

    private void awaitRead(int records) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Path status = folder.resolve("live/purchases/status.json");
        while (!Files.exists(status) || read(status) < records) {
            assertThat(System.nanoTime()).as(this::error).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static long read(Path status) throws IOException {
        return PurchaseTopic.json(Files.readString(status, UTF_8)).path("read").asLong();
    }

    private String error() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
