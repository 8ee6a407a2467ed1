package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of {@code docs/schemas.md}: its CSV file and its schema give the table that it shows. */
class ITWorkedExample {
    private static final Pattern BLOCK = Pattern.compile("```(?:csv|json)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void thePageShowsWhatTheCommandsGive() throws IOException {
        String page = Files.readString(Path.of("../docs/schemas.md"), UTF_8);
        List<String> blocks = BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        Path csv = Files.writeString(folder.resolve("rides.csv"), blocks.get(0));
        Path schema = Files.writeString(
                Files.createDirectory(folder.resolve("schemas")).resolve("bike_rides.json"), blocks.get(1));
        Commands commands = new Commands(new PrintWriter(System.err, true, UTF_8));
        String landing = "--landing=" + folder.resolve("landing");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            String servers = "--bootstrap-servers=" + broker.bootstrapServers();
            JsonNode replayed = commands.run(
                    new ProducersProgram(), List.of("replay", "--schema=" + schema, "--input=" + csv, servers));
            assertThat(page).contains(beginning(replayed, "ignoredColumns"));
            JsonNode landed =
                    commands.run(IngestProgram.command(), List.of("land", "--schema=" + schema, landing, servers));
            assertThat(page).contains(beginning(landed, "rejected"));
        }
        JsonNode etl = commands.run(
                new EtlProgram(),
                List.of(
                        "etl",
                        "--from=2026-03-27",
                        "--to=2026-03-28",
                        landing,
                        "--lake=" + folder.resolve("lake"),
                        "--schemas=" + schema.getParent(),
                        "--products=../data/reference/products.csv"));

        JsonNode second = etl.at("/dates/1/topics/0");
        assertThat(second.path("clean").asInt()).isEqualTo(3);
        assertThat(page).contains("\"reasons\":" + second.path("reasons"));
        Path tables = folder.resolve("lake/gold_csv/daily_bike_rides");
        assertThat(Files.readString(tables.resolve("2026-03-27.csv"))
                        + Files.readString(tables.resolve("2026-03-28.csv")))
                .isEqualToIgnoringNewLines(blocks.get(2));
    }

    /** The result line up to the value of that key, which the page gives before it leaves out the rest. */
    private static String beginning(JsonNode result, String key) {
        String line = result.toString();
        String value = "\"" + key + "\":" + result.path(key);
        return line.substring(0, line.indexOf(value) + value.length());
    }
}
