package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is run again changes nothing, and what was left half done is put right. */
class ITRerun {
    private static final String FIRST = "2026-01-01";
    private static final String SECOND = "2026-01-02";

    private static LandingFixture landing;
    private static Path lake;

    /** Once: every test leaves the lake as it found it, that is what they are about. */
    @BeforeAll
    static void publish(@TempDir Path folder) {
        landing = new LandingFixture(folder.resolve("landing"));
        lake = folder.resolve("lake");
        ShopLines lines = new ShopLines(7);
        lines.land(landing, FIRST, 100);
        lines.land(landing, SECOND, 100);
        EtlRun.etl(landing.folder(), lake, "--from", FIRST, "--to", SECOND).succeeded();
    }

    @Test
    void aSecondRunChangesNothing() {
        Map<String, String> csv = Lakes.files(lake.resolve("gold_csv"));
        int documents = Lakes.files(lake.resolve("ledger")).size();
        Map<String, List<String>> gold = Lakes.gold(lake);
        List<String> silver = Lakes.table(lake, "silver", "transaction_events", "*");
        List<String> quarantine = Lakes.table(lake, "quarantine", "user_events", "*");

        EtlRun.etl(landing.folder(), lake, "--from", FIRST, "--to", SECOND).succeeded();

        assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(csv);
        assertThat(Lakes.gold(lake)).isEqualTo(gold);
        assertThat(Lakes.table(lake, "silver", "transaction_events", "*")).isEqualTo(silver);
        assertThat(Lakes.table(lake, "quarantine", "user_events", "*")).isEqualTo(quarantine);
        assertThat(Lakes.files(lake.resolve("ledger")).size())
                .as("one more document for each date")
                .isEqualTo(documents + 2);
    }

    @Test
    void aDateInSeveralFilesHasTheRowsOfOneInTheirOrderAndIsOneFileAgain() {
        Map<String, String> csv = Lakes.files(lake.resolve("gold_csv"));
        Map<String, List<String>> gold = Lakes.gold(lake);
        Map<String, String> joined = Lakes.csv(lake);
        int most = 7;

        EtlRun.etl(landing.folder(), lake, "--from", FIRST, "--to", SECOND, "--rows-per-file=" + most)
                .succeeded();

        Map<String, String> parts = Lakes.files(lake.resolve("gold_csv"));
        assertThat(parts)
                .containsKeys("user_activity/" + FIRST + "-00003.csv", "daily_revenue/" + FIRST + ".csv")
                .doesNotContainKey("user_activity/" + FIRST + ".csv")
                .allSatisfy((path, text) -> assertThat(text.lines().count()).isLessThanOrEqualTo(most + 1));
        assertThat(Lakes.csv(lake)).isEqualTo(joined);
        assertThat(Lakes.gold(lake)).isEqualTo(gold);
        String date = lake.resolve("gold/user_activity/event_date=" + FIRST) + "/*.parquet";
        assertThat(Lakes.query("SELECT user_id FROM read_parquet('" + date + "')"))
                .isSorted();
        assertThat(Lakes.query("SELECT max(num_rows) <= " + most + ", count(*) > 2 FROM parquet_file_metadata('" + date
                        + "')"))
                .containsExactly("true|true");
        EtlRun.etl(landing.folder(), lake, "--from", FIRST, "--to", SECOND).succeeded();
        assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(csv);
    }

    @Test
    void nothingLiesBesideTheTables() {
        assertThat(lake.toFile().list())
                .containsExactlyInAnyOrder(
                        "_lock", "_current", "_versions", "silver", "quarantine", "gold", "gold_csv", "ledger");
        assertThat(Lakes.files(lake).keySet()).noneMatch(path -> path.endsWith(".crc") || path.contains("_SUCCESS"));
        assertThat(Lakes.files(lake.resolve("gold_csv/daily_revenue")).keySet())
                .containsExactly(FIRST + ".csv", SECOND + ".csv");
        assertThat(Lakes.query("SELECT count(*), count(DISTINCT event_date) FROM read_parquet('" + lake
                        + "/gold/daily_revenue/**', hive_partitioning = true)"))
                .containsExactly("2|2");
    }

    @Test
    void aReaderWhoHasResolvedTheLinkGoesOnReadingTheStateItBeganWith() throws Exception {
        Path pinned = lake.resolve("gold").toRealPath();
        Map<String, String> before = Lakes.files(pinned);

        EtlRun.etl(landing.folder(), lake, "--date", FIRST).succeeded();

        assertThat(Lakes.files(pinned)).isEqualTo(before);
        assertThat(lake.resolve("gold").toRealPath()).isNotEqualTo(pinned);
    }

    @Test
    void aDamagedFileIsNamedAndWhatWasPublishedStays() throws Exception {
        Map<String, String> before = Lakes.files(lake.resolve("gold_csv"));
        Path damaged = Path.of(landing.committed("user_events").get(0));
        byte[] bytes = Files.readAllBytes(damaged);
        try {
            Files.write(damaged, new byte[] {1, 2, 3});
            EtlRun changed = EtlRun.etl(landing.folder(), lake, "--date", FIRST);
            Files.delete(damaged);
            EtlRun gone = EtlRun.etl(landing.folder(), lake, "--date", FIRST);

            assertThat(List.of(changed.exitCode(), gone.exitCode())).containsOnly(50);
            assertThat(changed.err())
                    .startsWith("Cannot read " + damaged + ": it has 3 bytes, but was committed with ");
            assertThat(gone.err())
                    .startsWith("Cannot read " + damaged + ": it was committed by run 1, but is not there");
            assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(before);
        } finally {
            Files.write(damaged, bytes);
        }
    }

    @Test
    void aRunWhoseFiguresDoNotBalancePublishesNothing() throws Exception {
        Map<String, String> before = Lakes.files(lake.resolve("gold_csv"));
        Path commit = landing.folder().resolve("user_events/_ledger/commit-000001.json");
        String committed = Files.readString(commit);
        try {
            Files.writeString(commit, committed.replaceFirst("(?s)(\"files\" .*?\"records\" :) \\d+", "$1 999"));

            EtlRun run = EtlRun.etl(landing.folder(), lake, "--from", FIRST, "--to", SECOND);

            assertThat(run.exitCode()).isEqualTo(50);
            assertThat(run.err())
                    .contains(
                            "Cannot publish " + FIRST
                                    + ": user_events: clean, duplicate and quarantined rows are the records landed, but expected 1")
                    .contains("Look at " + landing.committed("user_events").get(0));
            assertThat(Lakes.files(lake.resolve("gold_csv"))).isEqualTo(before);
        } finally {
            Files.writeString(commit, committed);
        }
    }

    @Test
    void aLakeThatPointsNowhereIsNotTakenForAnEmptyOne(@TempDir Path broken) throws Exception {
        Files.createSymbolicLink(broken.resolve("_current"), Path.of("_versions/000042"));
        StringWriter err = new StringWriter();

        EtlRun run = EtlRun.etl(landing.folder(), broken, "--date", FIRST);
        int exitCode = Program.run(
                new EtlProgram(),
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(err, true),
                "ledger",
                "--lake",
                broken.toString());

        assertThat(List.of(run.exitCode(), exitCode)).containsOnly(1);
        assertThat(List.of(run.err(), err.toString()))
                .allMatch(line -> line.startsWith(
                        "Cannot use the lake " + broken + ": _current points at _versions/000042, which is not there"));
        assertThat(broken.toFile().list()).containsExactlyInAnyOrder("_current", "_lock");
    }

    @Test
    void theLedgerTellsEveryFigureOfADate() {
        StringWriter out = new StringWriter();

        int exitCode = ledger(out, "--date", FIRST);

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .containsPattern("user_events +100 ")
                .contains("daily_revenue", "revenue in gold is revenue in silver", "quantity:minimum");
        assertThat(ledger(new StringWriter(), "--date", "2020-01-01")).isEqualTo(99);
        assertThat(ledger(new StringWriter(), "--date", FIRST, "--label", "")).isZero();
        assertThat(ledger(new StringWriter(), "--date", FIRST, "--label", "another"))
                .isEqualTo(99);
    }

    private static int ledger(StringWriter out, String... args) {
        List<String> all = new ArrayList<>(List.of("ledger", "--lake", lake.toString()));
        all.addAll(List.of(args));
        return Program.run(
                new EtlProgram(),
                new PrintWriter(out, true),
                new PrintWriter(new StringWriter(), true),
                all.toArray(String[]::new));
    }
}
