package dev.streamflow.producers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate} as a process of its own: until it is stopped, and on a terminal. */
class ITGenerateProcess {
    private static final int EVENTS = 20_000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    @TempDir
    Path folder;

    @Test
    void filesAppearWholeUntilItIsStopped() throws Exception {
        Path files = folder.resolve("files");
        Process process = new ProcessBuilder(
                        generate(files, "--events", String.valueOf(EVENTS), "--continuous", "--interval", "0"))
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (visible(files).size() < 5) {
                assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
                for (Path file : visible(files)) {
                    assertThat(lines(file)).as(file.toString()).isEqualTo(EVENTS);
                }
            }
            assertThat(process.toHandle().destroy()).isTrue();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

            JsonNode result = Validator.read(printed.strip());
            assertThat(result.path("stopped").booleanValue()).isTrue();
            assertThat(result.path("files").findValuesAsText("file"))
                    .containsExactlyElementsOf(
                            visible(files).stream().map(Path::toString).toList());
            assertThat(result.path("events").longValue())
                    .isEqualTo((long) EVENTS * visible(files).size());
            try (Stream<Path> all = Files.list(files)) {
                assertThat(all)
                        .as("nothing hidden is left")
                        .hasSize(visible(files).size());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aTerminalShowsABarAndAFileDoesNot() throws Exception {
        String shown = output(onATerminal(generate(folder.resolve("a"), "--n", "300000")));
        assertThat(shown).contains("sales", "100%", "300000/300000", "\"events\":300000");

        String logged = output(generate(folder.resolve("b"), "--n", "300000"));
        assertThat(logged).as("standard output and error").doesNotContain("%", "\r");
        // On a slow machine lines of progress stand before the result.
        List<String> lines = logged.lines().toList();
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.startsWith("sales: "));
        assertThat(Validator.read(lines.get(lines.size() - 1)).path("events").longValue())
                .isEqualTo(300_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=csv", "--format=jsonl", "--gzip"})
    void aFileThatCannotGrowIsOneClearLineAndLeavesNothing(String kind) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash"));
        command.addAll(generate(folder.resolve("files"), "--n", "50000", kind));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(1);
        List<String> lines = output.lines().toList();
        assertThat(lines).as("standard error and the result").hasSize(2);
        assertThat(lines.get(0))
                .startsWith("Cannot write " + folder.resolve("files/sales."))
                .endsWith(": File too large");
        assertThat(Validator.read(lines.get(1)).path("error").path("message").textValue())
                .isEqualTo(lines.get(0));
        assertThat(folder.resolve("files")).isEmptyDirectory();
    }

    private static List<String> generate(Path files, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ProducersProgram.class.getName()));
        command.addAll(List.of("generate", "--schema", "sales", "--schemas", "../schemas"));
        command.addAll(List.of("--output-dir", files.toString()));
        command.addAll(List.of(more));
        return command;
    }

    /** Python's standard library has what Java lacks: a pseudo-terminal. */
    private static List<String> onATerminal(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of(
                "python3", "-c", "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static List<Path> visible(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
