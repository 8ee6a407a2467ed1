package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own: what it computes, and what Ctrl-C leaves. */
class ITDemo {
    private static final Path KEPT = Path.of("src/test/resources/demo");

    @TempDir
    Path folder;

    @Test
    void theSameSeedGivesTheFiguresAndTheBytesOfGoldThatAreKept() throws Exception {
        Process demo = demo("--days=2", "--sessions=200");
        String printed = new String(demo.getInputStream().readAllBytes(), UTF_8);

        assertThat(demo.waitFor()).as(printed + error()).isZero();
        assertThat(printed).contains(Files.readString(KEPT.resolve("figures.txt")));
        assertThat(sums(folder.resolve("data/lake"))).isEqualTo(Files.readString(KEPT.resolve("gold.sha256")));
    }

    /** As {@code sha256sum} prints them. */
    private static String sums(Path lake) throws Exception {
        StringBuilder sums = new StringBuilder();
        try (Stream<Path> files = Files.walk(lake.resolve("gold_csv").toRealPath())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                sums.append(HexFormat.of().formatHex(sum)).append("  gold_csv/");
                sums.append(file.getParent().getFileName())
                        .append('/')
                        .append(file.getFileName())
                        .append('\n');
            }
        }
        return sums.toString();
    }

    @Test
    void whateverStepIsInterruptedTheNextRunFinishes() throws Exception {
        for (String step : List.of("$ broker", "$ produce --schema=transaction_events", "$ land", "$ etl")) {
            interruptAt(step);
        }
        Process whole = demo("--days=1", "--sessions=100");
        String printed = new String(whole.getInputStream().readAllBytes(), UTF_8);
        assertThat(whole.waitFor()).as(printed + error()).isZero();
        assertThat(printed)
                .contains("not again: the topic has ", "nothing new: all of it has landed before")
                .contains("every offset once, every file as it was committed")
                .contains("Revenue per day", "Top products, all days", "Rows of gold", "Files", "Try next")
                .containsPattern("Quarantined, and why\\R(.+\\R)+ +user_events +\\S+ +[1-9]");
        assertBalanced(printed, "user_events");
        assertBalanced(printed, "transaction_events");
        assertThat(temporaryFiles()).isEmpty();
    }

    /** Each figure of the balance is the sum of those behind it. */
    private static void assertBalanced(String printed, String topic) {
        String balance = printed.substring(printed.indexOf("Balance, from Kafka's offsets to silver"));
        String row = balance.lines()
                .filter(line -> line.strip().startsWith(topic))
                .findFirst()
                .orElseThrow();
        List<Long> figures =
                Stream.of(row.strip().split(" +")).skip(1).map(Long::valueOf).toList();
        assertThat(figures).as(row).hasSize(8);
        assertThat(figures.get(0)).as("offsets").isPositive().isEqualTo(figures.get(1));
        assertThat(figures.get(1)).as("read").isEqualTo(figures.get(2) + figures.get(3) + figures.get(4));
        assertThat(figures.get(4)).as("landed").isEqualTo(figures.get(5) + figures.get(6) + figures.get(7));
        assertThat(figures.get(5)).as("clean").isGreaterThan(figures.get(6) + figures.get(7));
    }

    private void interruptAt(String step) throws Exception {
        Process demo = demo("--days=1", "--sessions=100");
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

    private Process demo(String... size) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        List<String> arguments = new ArrayList<>(List.of(size));
        arguments.addAll(List.of("--dirt=0.05", "--folder=" + folder.resolve("data")));
        return Launcher.streamflow(List.of("-Djava.io.tmpdir=" + temporary, "-XX:-UsePerfData"), "demo", arguments)
                .redirectError(folder.resolve("demo.err").toFile())
                .start();
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
