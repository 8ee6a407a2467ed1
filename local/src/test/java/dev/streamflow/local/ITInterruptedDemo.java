package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the demo, as a process of its own: it ends, leaves nothing running and no temporary file, and the next run goes on. */
class ITInterruptedDemo {
    @TempDir
    Path folder;

    @Test
    void whateverStepIsInterruptedTheNextRunFinishes() throws Exception {
        for (String step : List.of("$ broker", "$ produce --schema=transaction_events", "$ land", "$ etl")) {
            interruptAt(step);
        }
        Process whole = demo();
        String printed = new String(whole.getInputStream().readAllBytes(), UTF_8);
        assertThat(whole.waitFor()).as(printed + error()).isZero();
        assertThat(printed).contains("Revenue per day", "Try next");
        assertThat(temporaryFiles()).isEmpty();
    }

    private void interruptAt(String step) throws Exception {
        Process demo = demo();
        try (var lines = demo.inputReader(UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.contains(step)) {
                line = lines.readLine();
            }
            assertThat(line).as("%s; %s", step, error()).isNotNull();
            assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(demo.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(demo.waitFor(60, TimeUnit.SECONDS))
                    .as("ended after %s", step)
                    .isTrue();
        } finally {
            demo.destroyForcibly();
        }
        assertThat(demo.exitValue()).as(step).isNotZero();
        assertThat(error()).as(step).doesNotContain("\tat ");
        assertThat(temporaryFiles()).as("after " + step).isEmpty();
    }

    /** Through a launcher that leaves Ctrl-C as a terminal has it: a process of a script in the background would ignore it. */
    private Process demo() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData"));
        command.addAll(sparkOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LocalProgram.class.getName(), "demo"));
        command.addAll(List.of("--days=1", "--sessions=100", "--folder=" + folder.resolve("data")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("STREAMFLOW_HOME", Path.of("..").toRealPath().toString());
        builder.environment()
                .put("STREAMFLOW_SCHEMAS", Path.of("../schemas").toRealPath().toString());
        return builder.redirectError(folder.resolve("demo.err").toFile()).start();
    }

    private static List<String> sparkOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .toList();
    }

    private String error() throws IOException {
        return Files.readString(folder.resolve("demo.err"));
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.toList();
        }
    }
}
