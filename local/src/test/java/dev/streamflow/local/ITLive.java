package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code live} as a process of its own: what it shows, and what is left of it however it ends. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ITLive {
    private static final Pattern HEALTH = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/health");

    @TempDir
    Path folder;

    private Process live;
    private BufferedReader lines;
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void end() {
        live.descendants().forEach(ProcessHandle::destroyForcibly);
        live.destroyForcibly();
    }

    @Test
    void allOfItRunsBesideEachOtherAndCtrlCLeavesNothing() throws Exception {
        start();
        until(line -> line.startsWith("windows   | running, batch "));
        until(line -> line.startsWith("purchases | RUNNING TOTAL "));
        until(line -> line.startsWith("load      | running, batch ") && line.contains(", inserted "));
        List<ProcessHandle> children = live.descendants().toList();
        List<String> addresses = HEALTH.matcher(String.join("\n", seen))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(addresses).hasSize(3);
        for (String address : addresses) {
            assertThat(answer(address)).as(address).isEqualTo(200);
        }

        signal("INT");

        assertThat(live.waitFor(4, TimeUnit.MINUTES)).isTrue();
        readRest();
        assertThat(children)
                .as(() -> String.join("\n", seen))
                .hasSizeGreaterThanOrEqualTo(6)
                .noneMatch(ProcessHandle::isAlive);
        assertThat(seen).anyMatch(line -> line.startsWith("live      | stopping"));
        assertThat(seen.get(seen.size() - 1)).contains("\"stopped\":true");
        assertThat(error()).doesNotContain("\tat ");
    }

    @Test
    void whoDiesIsNamedWithItsLastLinesAndTheOthersEnd() throws Exception {
        start("--no-load");
        until(line -> line.startsWith("windows   | "));
        List<ProcessHandle> children = live.descendants().toList();

        assertThat(child(" windows ").destroyForcibly()).isTrue();

        assertThat(live.waitFor(4, TimeUnit.MINUTES)).isTrue();
        readRest();
        assertThat(live.exitValue()).isEqualTo(1);
        assertThat(seen).anyMatch(line -> line.equals("live      | windows has ended with 137; its last lines:"));
        assertThat(seen.get(seen.size() - 1)).contains("Cannot go on: windows has ended with 137");
        assertThat(children).hasSize(4).noneMatch(ProcessHandle::isAlive);
    }

    /** The children hang on a pipe: who was not told ends as well, however early it is. */
    @Test
    void nothingOutlivesAKill() throws Exception {
        start("--no-load");
        while (live.descendants().count() < 4) {
            assertThat(live.isAlive()).as(error()).isTrue();
            Thread.sleep(20);
        }
        List<ProcessHandle> children = live.descendants().toList();

        live.destroyForcibly();

        for (ProcessHandle child : children) {
            assertThat(child.onExit().get(3, TimeUnit.MINUTES)).isNotNull();
        }
    }

    private ProcessHandle child(String argument) {
        return live.descendants()
                .filter(child -> arguments(child).contains(argument))
                .findFirst()
                .orElseThrow();
    }

    /** Java itself does not tell those of a process with a long class path. */
    private static String arguments(ProcessHandle process) {
        try {
            Process ps = new ProcessBuilder("ps", "-ww", "-o", "args=", "-p", String.valueOf(process.pid())).start();
            return new String(ps.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--trigger=2s", "--folder=" + folder.resolve("data")));
        arguments.addAll(List.of(more));
        live = Launcher.streamflow(List.of("-XX:-UsePerfData", "-Dspark.sql.shuffle.partitions=2"), "live", arguments)
                .redirectError(folder.resolve("live.err").toFile())
                .start();
        lines = live.inputReader(UTF_8);
    }

    /** Reads on until such a line was there. */
    private void until(Predicate<String> wanted) throws IOException {
        if (seen.stream().anyMatch(wanted)) {
            return;
        }
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            seen.add(line);
            if (wanted.test(line)) {
                return;
            }
        }
        throw new AssertionError(String.join("\n", seen) + "\n" + error());
    }

    private void readRest() throws IOException {
        lines.lines().forEach(seen::add);
    }

    private static int answer(String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofMinutes(1))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(live.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String error() throws IOException {
        return Files.readString(folder.resolve("live.err"));
    }
}
