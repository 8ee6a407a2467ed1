package dev.streamflow.producers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Program;
import dev.streamflow.csv.CsvDialect;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.producers.replay.Replay;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code generate} on its own and, read back, against {@code replay}. */
class FilesTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int generate(String... args) {
        Stream<String> all = Stream.concat(
                Stream.of("generate", "--schemas", "../schemas", "--output-dir", folder.toString()), Stream.of(args));
        return Program.run(
                new ProducersProgram(), new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }

    private static List<Streams.Seen> replay(String schema, Path file) {
        return Streams.all(replay(Streams.schema(schema), file));
    }

    private static Replay replay(EventSchema schema, Path file) {
        return new Replay(schema, List.of(file.toString()), CsvDialect.USUAL, false, 0);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void filesThatAreCompleteAreNamedWhenALaterOneFails() throws IOException {
        Files.createFile(folder.resolve("sales-000003.jsonl"));

        assertThat(generate("--schema", "sales", "--n", "5", "--batches", "4", "--interval", "0"))
                .isEqualTo(ExitCode.FAILURE.code());
        JsonNode failure = Validator.read(out.toString().strip());
        assertThat(failure.path("error").path("message").textValue())
                .contains("sales-000003.jsonl: it is there already");
        assertThat(failure.path("done").path("files").size()).isEqualTo(2);
        assertThat(failure.path("done").path("events").intValue()).isEqualTo(10);
    }

    @Test
    void aDecimalCommaReadsBack() throws IOException {
        Path schema = Files.writeString(folder.resolve("weights.json"), """
                {"type": "object", "description": "Weights", "x-decimal": ",", "properties": {
                   "at": {"type": "string", "format": "date-time"}, "kilos": {"type": "number", "multipleOf": 0.001, "minimum": 0}},
                 "required": ["at", "kilos"], "x-event-time": {"field": "at"}}
                """);
        generate("--schema", schema.toString(), "--n", "50", "--format", "csv");
        generate("--schema", schema.toString(), "--n", "50", "--format", "jsonl");

        EventSchema weights = SchemaReader.read(schema);
        assertThat(Streams.values(replay(weights, folder.resolve("weights.csv"))))
                .isEqualTo(Files.readAllLines(folder.resolve("weights.jsonl")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_events",
                "transaction_events",
                "purchases",
                "sales",
                "card_transactions",
                "storefront_events",
                "online_retail"
            })
    void csvReadsBackIntoTheSameEvents(String schema) {
        assertThat(generate("--schema", schema, "--n", "400", "--format", "csv", "--gzip"))
                .isZero();
        assertThat(generate("--schema", schema, "--n", "400", "--format", "jsonl"))
                .isZero();

        List<Streams.Seen> csv = replay(schema, folder.resolve(schema + ".csv.gz"));
        List<Streams.Seen> lines = replay(schema, folder.resolve(schema + ".jsonl"));
        assertThat(csv).hasSize(400);
        for (int i = 0; i < csv.size(); i++) {
            assertThat(Validator.read(csv.get(i).value()))
                    .isEqualTo(Validator.read(lines.get(i).value()));
            assertThat(csv.get(i).micros()).isEqualTo(lines.get(i).micros()).isPositive();
            assertThat(csv.get(i).key()).isEqualTo(lines.get(i).key());
        }
    }

    @Test
    void theSameArgumentsGiveTheSameBytes() throws IOException {
        generate("--schema", "user_events", "--n", "3000", "--gzip", "--dirt", "0.05", "--output-name", "first");
        generate("--schema", "user_events", "--n", "3000", "--gzip", "--dirt", "0.05", "--output-name", "second");

        assertThat(folder.resolve("first.jsonl.gz")).hasSameBinaryContentAs(folder.resolve("second.jsonl.gz"));
        assertThat(names()).containsExactly("first.jsonl.gz", "second.jsonl.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_events", "sales"})
    void anotherSeedGivesOtherEvents(String schema) throws IOException {
        generate("--schema", schema, "--n", "200", "--output-name", "first");
        generate("--schema", schema, "--n", "200", "--seed", "2", "--output-name", "second");

        assertThat(Files.readAllLines(folder.resolve("first.jsonl")))
                .doesNotContainAnyElementsOf(Files.readAllLines(folder.resolve("second.jsonl")));
    }

    @Test
    void eachDateOfARangeHasItsEventsAndTheDirtAskedFor() throws IOException {
        generate("--schema", "sales", "--from", "2026-01-30", "--to", "2026-02-01", "--n", "400", "--dirt", "0.2");

        String lines = Files.readString(folder.resolve("sales.jsonl"), ISO_8859_1);
        JsonNode result = Validator.read(out.toString());
        long duplicates = result.at("/dirt/duplicate").longValue();
        assertThat(lines.lines()).hasSize((int) (1200 + duplicates));
        assertThat(lines).contains("2026-01-30T", "2026-01-31T", "2026-02-01T");
        assertThat(duplicates).isPositive();
        assertThat(result.at("/dirt/malformed").longValue()).isPositive();
    }

    @Test
    void gzipIsWhatItsNameSays() throws IOException {
        generate("--schema", "sales", "--n", "100");
        generate("--schema", "sales", "--n", "100", "--gzip");

        try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(folder.resolve("sales.jsonl.gz")))) {
            assertThat(unpacked).hasBinaryContent(Files.readAllBytes(folder.resolve("sales.jsonl")));
        }
    }

    @Test
    void filesComeAtTheirInterval() {
        long started = System.nanoTime();
        generate("--schema", "sales", "--events", "5", "--batches", "3", "--interval", "0.4");

        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isBetween(Duration.ofMillis(800), Duration.ofSeconds(20));
    }

    @Test
    void aFolderThatCannotBeIsOneClearLine() throws IOException {
        Files.writeString(folder.resolve("file"), "mine");

        assertThat(generate("--schema", "sales", "--output-name", "file/sales")).isEqualTo(ExitCode.FAILURE.code());
        assertThat(err.toString()).startsWith("Cannot write " + folder.resolve("file/sales.jsonl") + ": ");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void anExistingFileStaysUnlessItMayBeReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("sales.jsonl"), "mine");

        assertThat(generate("--schema", "sales", "--n", "5")).isEqualTo(ExitCode.FAILURE.code());
        assertThat(err.toString()).startsWith("Cannot write " + file + ": it is there already");
        assertThat(file).hasContent("mine");
        assertThat(generate("--schema", "sales", "--n", "5", "--overwrite")).isZero();
        assertThat(Files.readAllLines(file)).hasSize(5);
    }

    @Test
    void batchesGoOnWhereTheBatchBeforeEnded() throws IOException {
        generate("--schema", "sales", "--events", "50", "--batches", "3", "--interval", "0");
        generate("--schema", "sales", "--events", "150", "--output-name", "whole");

        assertThat(names())
                .containsExactly("sales-000001.jsonl", "sales-000002.jsonl", "sales-000003.jsonl", "whole.jsonl");
        String batches = Files.readString(folder.resolve("sales-000001.jsonl"))
                + Files.readString(folder.resolve("sales-000002.jsonl"))
                + Files.readString(folder.resolve("sales-000003.jsonl"));
        assertThat(Files.readString(folder.resolve("whole.jsonl"))).isEqualTo(batches);
    }

    @Test
    void theResultLineSaysWhatWasWritten() throws IOException {
        generate("--schema", "sales", "--n", "7");

        JsonNode result = Validator.read(out.toString());
        assertThat(result.path("events").intValue()).isEqualTo(7);
        assertThat(result.at("/files/0/bytes").longValue()).isEqualTo(Files.size(folder.resolve("sales.jsonl")));
    }

    @Test
    void wrongUseIsOneLineAndItsHint() {
        assertThat(generate("--schema", "sales", "--dirt", "2")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("Invalid value for --dirt: 2.0 is not from 0 to 1");
    }
}
