package dev.streamflow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code land} in a process of its own, and a topic that keeps it busy. */
final class LandProcess {
    static final int RECORDS = 60_000;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Lake lake;
    private final Process process;
    private final Path err;

    private LandProcess(Lake lake, Process process, Path err) {
        this.lake = lake;
        this.process = process;
        this.err = err;
    }

    /** Puts records with the ids 0, 1, … into the topic's two partitions, over five dates. */
    static void fill(String topic, Map<String, Object> settings) {
        try (var producer = Kafka.producer(settings)) {
            for (int i = 0; i < RECORDS; i++) {
                String value = "{\"id\":\"" + i + "\",\"at\":\"2026-01-0" + (i % 5 + 1) + "T00:00:00Z\",\"pad\":\""
                        + "x".repeat(300) + "\"}";
                Kafka.send(producer, topic, i % 2, value.getBytes(UTF_8));
            }
        }
    }

    /** The ids of {@link #fill} that have landed, ascending. */
    static List<Integer> ids(Lake lake) {
        return lake.lines("dt=").stream()
                .map(line -> Integer.valueOf(line.replaceFirst(".*\"id\":\"(\\d+)\".*", "$1")))
                .sorted()
                .toList();
    }

    static List<Integer> allIds() {
        return IntStream.range(0, RECORDS).boxed().toList();
    }

    static LandProcess start(Lake lake, String topic, String... more) {
        return start(List.of(), lake, topic, more);
    }

    /** @param launcher what starts Java, such as a shell that sets limits */
    static LandProcess start(List<String> launcher, Lake lake, String topic, String... more) {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        command.addAll(List.of("-Xmx96m", "-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(IngestProgram.class.getName(), "land", "--topic", topic));
        command.addAll(List.of("--landing", lake.root().toString()));
        command.addAll(List.of("--schemas", lake.schemas().toString()));
        command.addAll(List.of("--bootstrap-servers", Kafka.servers()));
        command.addAll(List.of(more));
        try {
            Path err = Files.createTempFile(lake.schemas(), "land", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile())
                    .start();
            return new LandProcess(lake, process, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a file is there whose path contains the text, or the process has ended. */
    LandProcess awaitFile(String containing) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean ended = false;
        while (!ended && lake.files(containing).isEmpty() && System.nanoTime() < deadline) {
            ended = process.waitFor(2, TimeUnit.MILLISECONDS);
        }
        return this;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. */
    LandProcess terminate() {
        process.destroy();
        return this;
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    String err() throws IOException {
        return Files.readString(err);
    }
}
