package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.StreamProgram;
import dev.streamflow.streaming.enrich.Outputs.Output;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the command again and again while records come in: {@code -Dlive.kills=50}. Each record is in the outputs once all the same. */
class ITEnrichKills {
    private static final int KILLS = Integer.getInteger("live.kills", 3);
    private static final int PARTITIONS = 2;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final String TOPIC = "cups";

    @TempDir
    Path folder;

    private final AtomicBoolean sending = new AtomicBoolean(true);
    private final Random random = new Random(Long.getLong("live.seed", 15));
    private volatile long sent;
    private Process process;

    @AfterEach
    void killProcess() {
        sending.set(false);
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void eachRecordIsWrittenOnceHoweverOftenItIsKilled() throws Exception {
        writeFiles();
        SharedBroker.create(TOPIC, PARTITIONS);
        Thread sender = new Thread(this::send, "sender");
        sender.start();
        try (Outputs outputs = new Outputs(SharedBroker.bootstrapServers(), TOPIC)) {
            for (int kill = 0; kill < KILLS; kill++) {
                long before = outputs.count();
                start();
                until(() -> outputs.count() > before);
                Thread.sleep(random.nextInt(10_000));
                process.destroyForcibly().waitFor();
                if (kill % 3 == 1) {
                    forgetLastCommit();
                }
            }
            sending.set(false);
            sender.join();
            SharedBroker.flush();
            start();
            until(() -> outputs.count() >= sent);
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(new ObjectMapper()
                            .readTree(folder.resolve("live/enrich-cups/status.json")
                                    .toFile())
                            .path("state")
                            .asText())
                    .isEqualTo("stopped");
            assertThat(outputs.count()).isEqualTo(sent);
            assertOutputs(outputs);
        }
    }

    private void assertOutputs(Outputs outputs) {
        Set<String> seen = new HashSet<>();
        for (Output output : outputs.all()) {
            long number = output.sourceOffset() * PARTITIONS + output.sourcePartition();
            assertThat(seen.add(output.sourcePartition() + " " + output.sourceOffset()))
                    .isTrue();
            assertThat(output.topic()).isEqualTo(number % 7 == 0 ? TOPIC + "_rejected" : TOPIC + "_enriched");
            assertThat(output.value()).isEqualTo(expected(number));
        }
        assertThat(seen).hasSize((int) sent);
        for (long number = 0; number < sent; number++) {
            assertThat(seen.contains(number % PARTITIONS + " " + number / PARTITIONS))
                    .as("record " + number)
                    .isTrue();
        }
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

    private void send() {
        for (long number = 0; sending.get(); number++) {
            SharedBroker.send(
                    TOPIC,
                    (int) (number % PARTITIONS),
                    1_769_817_600_000L,
                    value(number).getBytes(UTF_8));
            sent = number + 1;
            if (number % 2 == 0) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As if it was killed between the end of a batch and Spark's note of it. */
    private void forgetLastCommit() throws IOException {
        Path commits = folder.resolve("live/enrich-cups/checkpoint/commits");
        if (Files.exists(commits)) {
            try (var files = Files.list(commits)) {
                files.filter(file -> file.getFileName().toString().matches("[0-9]+"))
                        .max(Comparator.comparingLong(
                                file -> Long.parseLong(file.getFileName().toString())))
                        .ifPresent(file -> assertThat(file.toFile().delete()).isTrue());
            }
        }
    }

    private void start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx768m",
                "-Dspark.sql.shuffle.partitions=2",
                "-cp",
                System.getProperty("java.class.path"),
                StreamProgram.class.getName(),
                "enrich",
                "--bootstrap-servers",
                SharedBroker.bootstrapServers(),
                "--live",
                folder.resolve("live").toString(),
                "--schema",
                folder.resolve("cups.json").toString(),
                "--reference",
                folder.resolve("products.csv").toString(),
                "--trigger",
                "10s"));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void until(java.util.function.BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(process.isAlive()).as(() -> log()).isTrue();
            assertThat(System.nanoTime()).as(() -> log()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void writeFiles() throws IOException {
        Files.writeString(folder.resolve("products.csv"), "product_id,name,list_price\nP1,Tea,1.50\n");
        Files.writeString(folder.resolve("cups.json"), """
                {"description": "One row per cup.", "type": "object", "properties": {
                   "at": {"type": "string", "format": "date-time"}, "product_id": {"type": "string"},
                   "n": {"type": "integer"}},
                 "required": ["at", "product_id"], "x-event-time": {"field": "at"}}""");
    }
}
