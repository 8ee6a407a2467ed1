package dev.streamflow.etl.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.Program;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.etl.LandingFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lake of files that nobody has computed, and a landing. */
class RetainCommandTest {
    private static final String OLD = "2025-12-31";
    private static final String CUT = "2026-01-01";
    private static final List<String> TABLES = List.of("silver/visits", "quarantine/visits", "gold/daily_visits");

    @TempDir
    Path folder;

    private Path landing;
    private Path lake;

    private record Outcome(int exitCode, String out, String err) {
        JsonNode result() {
            try {
                return new ObjectMapper()
                        .readTree(out.lines().reduce((first, last) -> last).orElseThrow());
            } catch (IOException e) {
                throw new AssertionError(out, e);
            }
        }
    }

    @BeforeEach
    void aLakeAndALanding() throws IOException {
        landing = folder.resolve("landing");
        lake = folder.resolve("lake");
        LandingFixture landed = new LandingFixture(landing).plannedAt("2026-01-02T00:00:00Z");
        for (String topic : List.of("visits", "clicks")) {
            landed.land(topic, OLD, List.of("{\"a\":1}", "{\"a\":2}")).land(topic, CUT, List.of("{\"a\":3}"));
        }
        Path version = lake.resolve("_versions/000001");
        for (String date : List.of("2025-12-30", OLD, CUT)) {
            for (String table : TABLES) {
                write(version.resolve(table + "/event_date=" + date + "/part-0.parquet"), "rows");
            }
            write(version.resolve("gold_csv/daily_visits/" + date + ".csv"), "rows\n");
        }
        write(
                version.resolve("ledger/published.json"),
                "{\"version\":4,\"publications\":3,\"dates\":{},\"retained\":{}}");
        write(version.resolve("_version"), "000001");
        for (String zone : List.of("silver", "quarantine", "gold", "gold_csv", "ledger")) {
            Files.createSymbolicLink(lake.resolve(zone), Path.of("_current", zone));
        }
        Files.createSymbolicLink(lake.resolve("_current"), Path.of("_versions/000001"));
    }

    @Test
    void datesLeaveAllTablesAndLandingAtOnce() throws IOException {
        Path before = lake.resolve("_current").toRealPath();

        Outcome retained = retain("--before", CUT);

        assertThat(retained.exitCode()).as(retained.err()).isZero();
        JsonNode result = retained.result();
        assertThat(result.path("lake").path("dates")).hasToString("[\"2025-12-30\",\"2025-12-31\"]");
        assertThat(result.path("lake").path("publication").asInt()).isEqualTo(4);
        assertThat(result.path("lake").path("tables").path(3))
                .hasToString("{\"zone\":\"gold_csv\",\"table\":\"daily_visits\",\"dates\":2,\"files\":2,\"bytes\":10}");
        assertThat(result.path("landing"))
                .extracting(topic -> topic.path("topic").asText())
                .containsExactly("clicks", "visits");
        assertThat(result.path("landing").path(1).path("dates").path(0).path("runs"))
                .hasToString("[1]");
        assertThat(result.path("dates").asInt()).isEqualTo(2);
        assertThat(result.path("files").asInt()).isEqualTo(10);
        assertThat(retained.out()).contains("gold/daily_visits", "landing of visits");
        for (String table : TABLES) {
            assertThat(lake.resolve(table)).isDirectoryNotContaining("glob:**/event_date=2025*");
            assertThat(lake.resolve(table + "/event_date=" + CUT + "/part-0.parquet"))
                    .hasContent("rows");
            assertThat(before.resolve(table + "/event_date=" + OLD + "/part-0.parquet"))
                    .as("who reads the version before reads all of it")
                    .hasContent("rows");
        }
        assertThat(lake.resolve("gold_csv/daily_visits")).isDirectoryNotContaining("glob:**/2025*");
        assertThat(landing.resolve("visits/dt=" + OLD)).doesNotExist();
        assertThat(landing.resolve("visits/dt=" + CUT)).isNotEmptyDirectory();
        assertThat(lake.resolve("_staging")).doesNotExist();

        Map<String, String> done = tree();
        Outcome second = retain("--before", CUT);
        assertThat(second.exitCode()).isEqualTo(99);
        assertThat(second.err()).contains("Nothing to delete: nothing is from before 2026-01-01");
        assertThat(second.result().path("files").asInt()).isZero();
        assertThat(tree()).isEqualTo(done);
    }

    @Test
    void aDryRunSaysTheSameAndChangesNoByte() throws IOException {
        Map<String, String> before = tree();

        Outcome said = retain("--before", CUT, "--dry-run");

        assertThat(tree()).isEqualTo(before);
        assertThat(said.out()).contains("would delete");
        String done = retain("--before", CUT).result().toString();
        assertThat(said.result()).hasToString(done.replace("\"dryRun\":false", "\"dryRun\":true"));
        assertThat(retain("--before", "2025-01-01", "--dry-run").exitCode()).isEqualTo(99);
    }

    @Test
    void theLakeOrLandingAloneAreRetainedWhereThatIsAskedFor() throws IOException {
        JsonNode tables = retain("--before", CUT, "--only", "lake").result();

        assertThat(tables.path("landing")).isEmpty();
        assertThat(tables.path("lake").path("files").asInt()).isEqualTo(8);
        assertThat(landing.resolve("visits/dt=" + OLD)).isNotEmptyDirectory();

        JsonNode landed = retain("--before", CUT, "--only", "landing", "--topics", "visits")
                .result();

        assertThat(landed.path("lake").isNull()).isTrue();
        assertThat(landed.path("landing")).hasSize(1);
        assertThat(landing.resolve("visits/dt=" + OLD)).doesNotExist();
        assertThat(landing.resolve("clicks/dt=" + OLD)).isNotEmptyDirectory();
    }

    @Test
    void copiesOfTheCsvTablesGoWithTheLake() throws IOException {
        Path copies = folder.resolve("copies");
        for (String name : List.of(OLD + ".csv", CUT + ".csv", OLD + ".part", OLD, "notes.csv")) {
            write(copies.resolve("daily_visits").resolve(name), "rows\n");
        }
        write(copies.resolve(OLD + ".csv"), "mine");
        String place = "--copies=" + copies;

        assertThat(retain("--before", CUT, "--only", "landing", place).exitCode())
                .isZero();
        assertThat(copies.resolve("daily_visits")).isDirectoryContaining("glob:**/" + OLD + ".csv");
        assertThat(retain("--before", CUT, "--only", "lake", place, "--dry-run")
                        .result()
                        .path("copies"))
                .hasToString("{\"folder\":\"" + copies + "\",\"files\":1,\"bytes\":5}");
        assertThat(copies.resolve("daily_visits")).isDirectoryContaining("glob:**/" + OLD + ".csv");

        assertThat(retain("--before", CUT, "--only", "lake", place).exitCode()).isZero();

        assertThat(copies.resolve("daily_visits").toFile().list())
                .containsExactlyInAnyOrder(CUT + ".csv", OLD + ".part", OLD, "notes.csv");
        assertThat(copies.resolve(OLD + ".csv")).hasContent("mine");
    }

    @Test
    void aLandingWithoutALakeIsRetained() throws IOException {
        lake = folder.resolve("none");

        assertThat(retain("--before", CUT).err()).startsWith("Cannot read lake " + lake + ": there is no such folder");
        assertThat(landing.resolve("visits/dt=" + OLD)).isNotEmptyDirectory();
        assertThat(retain("--before", CUT, "--only", "landing").exitCode()).isZero();
        assertThat(lake).doesNotExist();
    }

    @Test
    void whatWasDoneBeforeAFailureIsSaid() throws IOException {
        write(landing.resolve("visits/_ledger/commit-000001.json"), "{");

        Outcome failed = retain("--before", CUT);

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.result().path("error").path("message").asText()).contains("commit-000001.json");
        assertThat(failed.result().path("done").path("lake").path("files").asInt())
                .isEqualTo(8);
        assertThat(failed.result().path("done").path("landing")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                      | Missing required option: '--before=DATE'",
                "--before 2026-02-30                   | '2026-02-30' is not a date such as 2026-01-31",
                "--before yesterday                    | 'yesterday' is not a date",
                "--before TOMORROW                     | that date is in the future",
                "--before 2026-01-01 --only gold       | --only",
                "--before 2026-01-01 --topics visitors | Cannot retain topic visitors: nothing of it has landed in",
                "--before 2026-01-01 --landing none    | Cannot read landing none: there is no such folder",
                "--before 2026-01-01 --lake s3a://b/l  | is not supported"
            })
    void whatMakesNoSenseIsRefusedBeforeAnythingIsDeleted(String args, String message) throws IOException {
        String tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
        Map<String, String> before = tree();

        Outcome refused = retain(
                args == null
                        ? new String[0]
                        : args.replace("TOMORROW", tomorrow).split(" "));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains(message);
        assertThat(tree()).isEqualTo(before);
    }

    private Outcome retain(String... args) {
        List<String> all = new ArrayList<>(List.of("retain"));
        all.addAll(List.of(args));
        for (String[] place : new String[][] {{"--landing", landing.toString()}, {"--lake", lake.toString()}}) {
            if (!all.contains(place[0])) {
                all.addAll(List.of(place));
            }
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Program.run(
                new EtlProgram(), new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** All that lies there: of a file its bytes, of a link where it points. */
    private Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                String what = Files.isSymbolicLink(path)
                        ? "-> " + Files.readSymbolicLink(path)
                        : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                                ? "folder"
                                : Files.readString(path, ISO_8859_1);
                tree.put(folder.relativize(path).toString(), what);
            }
        }
        return tree;
    }
}
