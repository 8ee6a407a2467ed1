package dev.streamflow.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while Spark starts, as a process of its own. */
class ITInterruptedStart {
    /** Of a start that takes some three seconds. */
    private static final List<Integer> MOMENTS_MILLIS = List.of(0, 500, 1_500);

    @TempDir
    Path folder;

    @Test
    void noTemporaryFileStays() throws Exception {
        for (int moment : MOMENTS_MILLIS) {
            Process start = start();
            try (var lines = start.inputReader(UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("starting");
                assertThat(start.waitFor(moment, TimeUnit.MILLISECONDS)).isFalse();
                start.destroy();
                assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                start.destroyForcibly();
            }
            assertThat(start.exitValue()).isNotZero();
            assertThat(temporaryFiles()).as("after %d ms", moment).isEmpty();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-XX:-UsePerfData"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:"))
                .toList());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Start.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.toList();
        }
    }

    /**
     * Starts Spark in a JVM that does not end before the start is over, as that of a command that finishes its work.
     */
    static final class Start {
        private Start() {}

        public static void main(String... args) throws InterruptedException {
            CountDownLatch over = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> await(over)));
            System.out.println("starting");
            try {
                SessionFactory.session("start", Profile.DEV);
            } finally {
                over.countDown();
            }
            Thread.currentThread().join();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
