package dev.streamflow.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.broker.EmbeddedBroker;
import dev.streamflow.cli.Program;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.producers.ProducersProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every command says once old dates are deleted, and when a record of one comes late. */
class ITRetention {
    private static final String OLD = "2025-12-31";
    private static final String KEPT = "2026-01-01";
    private static final String SCHEMA = """
            {"description": "Visits", "type": "object", "properties": {
               "id": {"type": "string"}, "at": {"type": "string", "format": "date-time"}},
             "required": ["id", "at"], "x-id": "id", "x-event-time": {"field": "at"},
             "x-aggregate": {"dimensions": [], "measures": []}}
            """;

    @TempDir
    Path folder;

    private EmbeddedBroker broker;

    private record Outcome(int exitCode, String out, String err) {
        JsonNode result() {
            try {
                return new ObjectMapper()
                        .readTree(out.lines().reduce((first, last) -> last).orElseThrow());
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }

        Outcome succeeded() {
            assertThat(exitCode).as(out + err).isZero();
            return this;
        }
    }

    @Test
    void everyCommandKnowsRetentionFromLossAndALateRecordReplacesNoDay() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("schemas")).resolve("visits.json"), SCHEMA);
        try (EmbeddedBroker started = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker = started;
            send("a,2025-12-31T10:00:00Z", "b,2025-12-31T11:00:00Z", "c,2026-01-01T10:00:00Z");
            land().succeeded();
            etl("--from=" + OLD, "--to=" + KEPT).succeeded();

            retain("--only=lake").succeeded();
            onlyTheTablesAreGone();
            retain("--only=landing").succeeded();
            whatIsDeletedIsNoLoss();

            send("late,2025-12-31T23:00:00Z", "d,2026-01-01T11:00:00Z");
            land().succeeded();
            aLateRecordIsNamedAndNotComputed();

            assertThat(retain("--only=landing")
                            .succeeded()
                            .result()
                            .at("/landing/0/retention")
                            .asInt())
                    .isEqualTo(2);
            assertThat(due().result().path("beyondRetention")).isEmpty();
            landAgainElsewhere();
            aRealLossIsStillSeen();
        }
    }

    private void onlyTheTablesAreGone() {
        JsonNode due = due().result();
        assertThat(due.path("due")).isEmpty();
        assertThat(due.path("overdue")).isEmpty();
        assertThat(due("--date=" + OLD).at("/due/0/reasons/0/reason").asText()).isEqualTo("deleted by retention");
        Outcome ledger = run(new EtlProgram(), "ledger", "--date=" + OLD, "--lake=" + folder.resolve("lake"));
        assertThat(ledger.succeeded().err()).contains("The tables of 2025-12-31 were deleted by retention on ");
        assertThat(ledger.result().at("/retained/0/before").asText()).isEqualTo(KEPT);
        assertThat(ledger.result().path("dates")).as("what was known of it").hasSize(1);

        etl("--date=" + OLD).succeeded();
        assertThat(folder.resolve("lake/gold_csv/daily_visits/2025-12-31.csv"))
                .as("landing is there, so the date can be computed again")
                .content()
                .contains("2025-12-31,2");
        assertThat(due("--date=" + OLD).path("upToDate")).hasToString("[\"2025-12-31\"]");
        retain("--only=lake").succeeded();
    }

    private void whatIsDeletedIsNoLoss() {
        JsonNode verified = verify().succeeded().result();
        assertThat(verified.path("faults")).isEmpty();
        assertThat(verified.at("/retention/records").asInt()).isEqualTo(2);
        assertThat(verified.path("landed").asInt()).isEqualTo(3);

        JsonNode due = due("--date=" + OLD);
        assertThat(due.path("due")).isEmpty();
        assertThat(due.path("missed")).isEmpty();
        assertThat(due.path("withoutLanding")).isEmpty();
        assertThat(due.at("/retained/0/date").asText()).isEqualTo(OLD);
        refused("Cannot compute 2025-12-31: its landing of visits was deleted by retention on ");
        assertThat(extract(OLD + "T00:00:00Z").exitCode()).isEqualTo(50);
        assertThat(extract(KEPT + "T00:00:00Z")
                        .succeeded()
                        .result()
                        .path("records")
                        .asInt())
                .isEqualTo(1);
        assertThat(retain().exitCode()).as("nothing is left to do").isEqualTo(99);
    }

    private void aLateRecordIsNamedAndNotComputed() {
        Outcome due = due();
        assertThat(due.result().at("/beyondRetention/0/date").asText()).isEqualTo(OLD);
        assertThat(due.result().at("/beyondRetention/0/records")).hasToString("{\"visits\":1}");
        assertThat(due.err()).contains("Warning: late records for a date beyond retention: 2025-12-31");
        assertThat(due.result().path("ranges")).hasToString("[{\"from\":\"2026-01-01\",\"to\":\"2026-01-01\"}]");
        refused("Cannot compute 2025-12-31: its landing of visits was deleted by retention on ");
        JsonNode computed =
                etl("--from=" + OLD, "--to=" + KEPT, "--due").succeeded().result();
        assertThat(computed.path("retained")).hasToString("[\"2025-12-31\"]");
        assertThat(computed.path("dates")).hasSize(1);
        assertThat(folder.resolve("lake/gold_csv/daily_visits/2025-12-31.csv")).doesNotExist();
        verify().succeeded();
    }

    private void landAgainElsewhere() {
        Path again = folder.resolve("again");
        run(IngestProgram.command(), "land", "--topic=visits", schemas(), "--landing=" + again, servers())
                .succeeded();

        Outcome computed = run(
                new EtlProgram(),
                "etl",
                "--date=" + OLD,
                "--landing=" + again,
                "--lake=" + folder.resolve("lake"),
                schemas(),
                products());

        assertThat(computed.succeeded().result().at("/dates/0/topics/0/clean").asInt())
                .isEqualTo(3);
    }

    private void aRealLossIsStillSeen() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("landing/visits/dt=" + KEPT))) {
            Files.delete(files.findFirst().orElseThrow());
        }
        Outcome verified = verify();
        assertThat(verified.exitCode()).isEqualTo(50);
        assertThat(verified.err()).contains("visits: missing: dt=2026-01-01/");
        assertThat(etl("--date=" + KEPT).exitCode()).isEqualTo(50);
    }

    private void refused(String message) {
        Outcome refused = etl("--date=" + OLD);
        assertThat(refused.exitCode()).isEqualTo(50);
        assertThat(refused.err()).contains(message).contains("Ask for 2026-01-01 and later.");
    }

    private void send(String... rows) throws IOException {
        Path csv = Files.write(
                folder.resolve("visits.csv"),
                Stream.concat(Stream.of("id,at"), Stream.of(rows)).toList());
        run(new ProducersProgram(), "replay", "--schema=visits", schemas(), "--input=" + csv, servers())
                .succeeded();
    }

    private Outcome land() {
        return run(IngestProgram.command(), "land", "--topic=visits", schemas(), landing(), servers());
    }

    private Outcome verify() {
        return run(IngestProgram.command(), "verify", "--topic=visits", landing(), servers());
    }

    private Outcome extract(String from) {
        String output = "--output=" + folder.resolve("window.jsonl");
        return run(
                IngestProgram.command(),
                "extract",
                "--topic=visits",
                landing(),
                "--from=" + from,
                "--to=2026-01-02T00:00:00Z",
                output);
    }

    private Outcome etl(String... args) {
        return onTables(
                "etl", Stream.concat(Stream.of(args), Stream.of(products())).toArray(String[]::new));
    }

    private JsonNode due(String date) {
        return onTables("due", date).succeeded().result();
    }

    private Outcome due() {
        return onTables("due", "--date=" + KEPT, "--window=31").succeeded();
    }

    private Outcome retain(String... args) {
        String[] before = {"--before=" + KEPT, landing(), "--lake=" + folder.resolve("lake")};
        return run(
                new EtlProgram(),
                "retain",
                Stream.concat(Stream.of(before), Stream.of(args)).toArray(String[]::new));
    }

    private Outcome onTables(String command, String... args) {
        List<String> all = new ArrayList<>(List.of(landing(), "--lake=" + folder.resolve("lake"), schemas()));
        all.addAll(List.of(args));
        return run(new EtlProgram(), command, all.toArray(String[]::new));
    }

    private static Outcome run(Object program, String command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of(command), Stream.of(args)).toArray(String[]::new);
        int exitCode = Program.run(program, new PrintWriter(out, true), new PrintWriter(err, true), all);
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private String landing() {
        return "--landing=" + folder.resolve("landing");
    }

    private String schemas() {
        return "--schemas=" + folder.resolve("schemas");
    }

    private String servers() {
        return "--bootstrap-servers=" + broker.bootstrapServers();
    }

    private static String products() {
        return "--products=../data/reference/products.csv";
    }
}
