package dev.streamflow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class JsonLogTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonLog log =
            new JsonLog(new PrintStream(out, true, UTF_8), "ingest", "land", Clock.fixed(NOW, ZoneOffset.UTC));
    private final PrintStream err = log.stream();

    @Test
    void aLineIsAnEventOfTheCommand() throws IOException {
        err.println("sales: 10 of 20");
        assertThat(events())
                .containsExactly(
                        "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"INFO\",\"component\":\"ingest\",\"operation\":\"land\",\"message\":\"sales: 10 of 20\"}");
    }

    @Test
    void whatALibraryLogsKeepsItsTimeLevelAndLogger() throws IOException {
        err.println("2026-01-31T14:00:00.250+14:00 ERROR NetworkClient - no \"node\" – ü");
        JsonNode event = event();
        assertThat(event.path("time").asText()).isEqualTo("2026-01-31T00:00:00.250Z");
        assertThat(event.path("level").asText()).isEqualTo("ERROR");
        assertThat(event.path("component").asText()).isEqualTo("NetworkClient");
        assertThat(event.path("operation").asText()).isEqualTo("land");
        assertThat(event.path("message").asText()).isEqualTo("no \"node\" – ü");
    }

    @Test
    void warningsAndFailuresAreLevels() throws IOException {
        err.println("Warning: 3 records are rejected");
        err.println("land: Missing required option");
        err.println("Cannot read topic sales: there is none");
        assertThat(levels()).containsExactly("WARN", "ERROR", "ERROR");
        assertThat(events().get(0)).contains("\"message\":\"3 records are rejected\"");
        assertThat(events().get(1)).contains("\"message\":\"Missing required option\"");
    }

    @Test
    void aStackTraceAndARemedyBelongToTheirMessage() throws IOException {
        err.println("Cannot go on: it is broken");
        err.println("  Mend it.");
        new IllegalStateException("outer", new IOException("inner")).printStackTrace(err);
        List<String> events = events();
        assertThat(events).hasSize(2);
        assertThat(new ObjectMapper().readTree(events.get(0)).path("detail").asText())
                .isEqualTo("Mend it.");
        assertThat(new ObjectMapper().readTree(events.get(1)).path("detail").asText())
                .startsWith("at dev.streamflow.cli.JsonLogTest.")
                .contains("\nCaused by: java.io.IOException: inner\n");
    }

    @Test
    void figuresAreFields() throws IOException {
        err.println("{\"query\":\"windows\",\"batch\":7}");
        assertThat(event().path("fields"))
                .isEqualTo(new ObjectMapper().readTree("{\"query\":\"windows\",\"batch\":7}"));
        err.println("{ no figures");
        assertThat(events().get(1)).contains("\"message\":\"{ no figures\"");
    }

    @Test
    @Timeout(30)
    void anEventIsWrittenSoonThoughNothingFollows() throws InterruptedException {
        err.println("waiting");
        while (out.size() == 0) {
            Thread.sleep(10);
        }
        assertThat(out.toString(UTF_8)).endsWith("\"message\":\"waiting\"}" + System.lineSeparator());
    }

    @Test
    void theFormatComesFromTheFlagTheEnvironmentOrTheFile(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("s.properties"), "log-format=JSON\n")
                .toString();
        assertThat(Logging.isJson(new String[] {"--log-format", "json"}, Map.of()))
                .isTrue();
        assertThat(Logging.isJson(new String[] {"--log-format=json"}, Map.of())).isTrue();
        assertThat(Logging.isJson(new String[] {}, Map.of("STREAMFLOW_LOG_FORMAT", "json")))
                .isTrue();
        assertThat(Logging.isJson(new String[] {"--config", file}, Map.of())).isTrue();
        assertThat(Logging.isJson(new String[] {"--config", file, "--log-format", "text"}, Map.of()))
                .isFalse();
        assertThat(Logging.isJson(new String[] {"--config", file + "x"}, Map.of()))
                .isFalse();
        assertThat(Logging.isJson(new String[] {}, Map.of())).isFalse();
    }

    @Test
    void theOperationIsTheCommandThatWasChosen() {
        CommandLine program = new CommandLine(new Trips());
        assertThat(Logging.operation(program, "count", "--x")).isEqualTo("count");
        assertThat(Logging.operation(program, "--help")).isEqualTo("trips");
        assertThat(Logging.component(new Trips())).isEqualTo("cli");
    }

    private JsonNode event() throws IOException {
        return new ObjectMapper().readTree(events().get(0));
    }

    private List<String> levels() throws IOException {
        List<String> levels = new ArrayList<>();
        for (String event : events()) {
            levels.add(new ObjectMapper().readTree(event).path("level").asText());
        }
        return levels;
    }

    private List<String> events() {
        log.flushEvents();
        return out.toString(UTF_8).lines().toList();
    }

    @Command(name = "trips", subcommands = Count.class)
    static final class Trips {}

    @Command(name = "count")
    static final class Count {}
}
