package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed. */
class ITKill {
    private static final int RECORDS = 60_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessLeavesIsFinishedByTheNextInASmallHeap() throws IOException, InterruptedException {
        Kafka.create("killed", 2);
        Lake lake = Lake.in(folder, "killed");
        try (var producer = Kafka.producer(Map.of())) {
            for (int i = 0; i < RECORDS; i++) {
                String value = "{\"id\":\"" + i + "\",\"at\":\"2026-01-0" + (i % 5 + 1) + "T00:00:00Z\",\"pad\":\""
                        + "x".repeat(300) + "\"}";
                Kafka.send(producer, "killed", i % 2, value.getBytes(UTF_8));
            }
        }

        killAsSoonAs(lake, "plan-000001");
        assertThat(lake.files("commit-")).isEmpty();
        killAsSoonAs(lake, "_tmp/r000001");
        killAsSoonAs(lake, "dt=");
        assertThat(fork(lake).waitFor()).isIn(0, 99);

        List<Integer> ids = lake.lines("dt=").stream()
                .map(line -> Integer.valueOf(line.replaceFirst(".*\"id\":\"(\\d+)\".*", "$1")))
                .sorted()
                .toList();
        assertThat(ids).isEqualTo(IntStream.range(0, RECORDS).boxed().toList());
        assertThat(lake.run("verify", "killed").out()).contains("\"faults\":[]").contains("\"open\":[]");
        assertThat(lake.files("_tmp")).isEmpty();
    }

    private static void killAsSoonAs(Lake lake, String fileExists) throws IOException, InterruptedException {
        Process landing = fork(lake);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean ended = false;
        while (!ended && lake.files(fileExists).isEmpty() && System.nanoTime() < deadline) {
            ended = landing.waitFor(2, TimeUnit.MILLISECONDS);
        }
        landing.destroyForcibly().waitFor();
    }

    private static Process fork(Lake lake) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestProgram.class.getName(),
                        "land",
                        "--topic",
                        "killed",
                        "--landing",
                        lake.root().toString(),
                        "--schemas",
                        lake.schemas().toString(),
                        "--bootstrap-servers",
                        Kafka.servers())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
