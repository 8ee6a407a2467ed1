package dev.streamflow.streaming.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.streaming.SharedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random and at named moments, while a reader polls. */
class ITWindowsKill {
    /** {@code -Dlive.kills=50} for more of them. */
    private static final int KILLS = Integer.getInteger("live.kills", 3);

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(15);

    @TempDir
    Path folder;

    private final Random random = new Random(Long.getLong("live.seed", 23));
    private SalesTopic topic;
    private Instant now = SalesTopic.START;
    private Process process;
    private long reads;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void nothingIsLostAndNothingCountedTwice() throws Exception {
        topic = new SalesTopic("windows-killed", folder);
        for (String step : List.of(Steps.BEGUN, Steps.PUBLISHED, Steps.POINTED)) {
            sell();
            start(step);
            readUntil(PATIENCE);
            assertThat(process.isAlive()).as(step).isFalse();
            assertThat(process.exitValue()).as(step + ": " + errors()).isEqualTo(137);
            if (step.equals(Steps.POINTED)) {
                deleteLastCommit();
            }
        }
        for (int kill = 0; kill < KILLS; kill++) {
            sell();
            start("none");
            awaitBatch();
            readUntil(random.nextLong(TimeUnit.SECONDS.toNanos(5)));
            process.destroyForcibly().onExit().join();
        }
        sell();
        try (WindowsRun windows = WindowsRun.start(live(), topic.name(), 0)) {
            JsonNode status = windows.untilRead(topic.records());

            assertThat(status.path("read").asLong()).isEqualTo(topic.records());
            assertThat(status.path("balanced").asBoolean()).as("%s", status).isTrue();
            assertThat(status.path("late").asLong()).as("%s", status).isZero();
            assertThat(SalesTopic.published(windows.output())).isEqualTo(topic.expected(""));
        }
        assertThat(reads).isGreaterThan(KILLS);
    }

    private Path live() {
        return folder.resolve("live");
    }

    private void sell() throws IOException {
        now = topic.sell(now, 120);
    }

    private void start(String step) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx1g"));
        command.addAll(List.of(System.getProperty("spark.jvm").trim().split("\\s+")));
        command.addAll(List.of("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-Dspark.master=local[2]"));
        command.addAll(List.of("-Dspark.sql.shuffle.partitions=2", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(MortalWindows.class.getName(), live().toString(), SharedBroker.bootstrapServers()));
        command.addAll(List.of(topic.name(), step));
        Files.createDirectories(live());
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    /** Until it has come to its first batch, as the offset log shows. */
    private void awaitBatch() throws Exception {
        long before = newest("offsets");
        long deadline = System.nanoTime() + PATIENCE;
        while (newest("offsets") == before) {
            assertThat(process.isAlive()).as(errors()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            read();
        }
    }

    private void readUntil(long nanos) throws Exception {
        long deadline = System.nanoTime() + nanos;
        do {
            read();
        } while (process.isAlive() && System.nanoTime() < deadline);
    }

    /** One whole table each time: of one batch, and with every event that the batch says is counted in four windows. */
    private void read() throws Exception {
        Path current = live().resolve("windows/output/current");
        if (Files.exists(current)) {
            Path table = current.toRealPath();
            JsonNode batch =
                    new ObjectMapper().readTree(table.resolve("batch.json").toFile());
            assertThat(Duck.query("SELECT coalesce(sum(events), 0), min(batch), max(batch) FROM '" + table
                            + "/windows/*.parquet'"))
                    .containsExactly(4 * batch.path("totals").path("counted").asLong() + ","
                            + batch.path("batch").asLong() + ","
                            + batch.path("batch").asLong());
            reads++;
        }
        // A reader that never waits would take a core from the one that writes.
        assertThat(process.waitFor(20, TimeUnit.MILLISECONDS) || process.isAlive())
                .isTrue();
    }

    private long newest(String log) throws IOException {
        Path files = live().resolve("windows/checkpoint").resolve(log);
        if (!Files.isDirectory(files)) {
            return -1;
        }
        try (Stream<Path> found = Files.list(files)) {
            return found.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[0-9]+"))
                    .map(Long::parseLong)
                    .max(Comparator.naturalOrder())
                    .orElse(-1L);
        }
    }

    private void deleteLastCommit() throws IOException {
        Files.delete(live().resolve("windows/checkpoint/commits").resolve(Long.toString(newest("commits"))));
    }
}
