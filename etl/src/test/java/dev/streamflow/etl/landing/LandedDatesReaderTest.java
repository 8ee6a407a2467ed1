package dev.streamflow.etl.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.DateCount;
import dev.streamflow.landing.ledger.DeletedFiles;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import dev.streamflow.landing.ledger.Plan;
import dev.streamflow.landing.ledger.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read with the help of a summary is what every commit says. */
class LandedDatesReaderTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int ENOUGH = LandedDatesReader.WORTH_KEEPING;

    @TempDir
    Path folder;

    private Path ledger;

    @BeforeEach
    void ledger() throws IOException {
        ledger = Files.createDirectories(folder.resolve("landing/visits/_ledger"));
    }

    @Test
    void fewCommitsAreReadEachTimeAndNothingIsKept() throws IOException {
        commit(1, 0, 3);
        commit(2, 0, 4);

        assertThat(read().runs(FIRST)).hasToString("1-2");
        assertThat(read().records(FIRST)).isEqualTo(7);
        assertThat(read().through()).isEqualTo(Optional.of(LandedThroughTest.at(2)));
        assertThat(folder.resolve("summaries")).doesNotExist();
    }

    @Test
    void manyCommitsAreReadOnce() throws IOException {
        for (int run = 1; run <= ENOUGH; run++) {
            commit(run, run % 7, 1);
        }
        assertThat(read()).isEqualTo(everything());
        // Damaged, so that reading it again would be seen.
        Files.writeString(ledger.resolve("commit-000005.json"), "{");
        LandedDates before = read();
        commit(ENOUGH + 1, 2, 10);

        LandedDates after = read();

        assertThat(after.records(FIRST.plusDays(2))).isEqualTo(before.records(FIRST.plusDays(2)) + 10);
        assertThatThrownBy(this::everything).hasMessageContaining("commit-000005.json");
    }

    @Test
    void aRunThatCommitsLaterThanThoseAfterItIsNotForgotten() throws IOException {
        for (int run = 1; run <= ENOUGH + 1; run++) {
            if (run != 40) {
                commit(run, 0, 1);
            }
        }
        Files.writeString(ledger.resolve("plan-000040.json"), "{}");
        assertThat(read().runs(FIRST)).hasToString("1-39,41-" + (ENOUGH + 1));
        // Planned, not committed; the one after it is.
        Files.writeString(ledger.resolve("plan-%06d.json".formatted(ENOUGH + 2)), "{}");
        commit(ENOUGH + 3, 0, 1);
        commit(40, 1, 5);

        LandedDates landed = read();

        assertThat(landed).isEqualTo(everything());
        assertThat(landed.runs(FIRST)).hasToString("1-39,41-%d,%d".formatted(ENOUGH + 1, ENOUGH + 3));
        assertThat(landed.records(FIRST.plusDays(1))).isEqualTo(5);
    }

    @Test
    void theSummaryOfAnotherLandingIsNotBelieved() throws IOException {
        for (int run = 1; run <= ENOUGH; run++) {
            commit(run, 0, 1);
        }
        read();
        for (int run = 1; run <= ENOUGH; run++) {
            commit(run, 1, 2);
        }

        assertThat(read()).isEqualTo(everything());
        Files.writeString(folder.resolve("summaries/visits.json"), "{\"version\":");
        assertThat(read()).as("a damaged one").isEqualTo(everything());
    }

    @Test
    void aCommitOfAnotherVersionIsRefused() throws IOException {
        Files.writeString(ledger.resolve("commit-000001.json"), "{\"version\":2,\"run\":1,\"files\":[]}");

        assertThatThrownBy(this::read)
                .hasMessageEndingWith("commit-000001.json: its version is 2, this Streamflow knows 1");
    }

    @Test
    void whatRetentionHasDeletedIsToldFromWhatCameSinceWithASummaryAndWithout() throws IOException {
        commit(1, 0, 3);
        commit(2, 0, 4);
        commit(3, 1, 5);
        retention(1, 0, 7, 1, 2);
        commit(4, 0, 1);

        LandedDates few = read();

        assertThat(few.runs(FIRST)).hasToString("4");
        assertThat(few.records(FIRST)).isEqualTo(1);
        assertThat(few.deleted(FIRST).orElseThrow().runs()).hasToString("1-2");
        assertThat(few.runs(FIRST.plusDays(1))).hasToString("3");
        for (int run = 5; run <= ENOUGH; run++) {
            commit(run, 2, 1);
        }
        assertThat(read()).isEqualTo(everything());
        assertThat(folder.resolve("summaries/visits.json")).exists();
        retention(2, 0, 1, 4);
        retention(3, 1, 5, 3);

        LandedDates after = read();

        assertThat(after).isEqualTo(everything());
        assertThat(after.dates()).containsOnlyKeys(FIRST.plusDays(2));
        assertThat(after.deleted(FIRST).orElseThrow().records()).isEqualTo(8);
        Files.delete(ledger.resolve("retention-000001.json"));
        assertThat(read().runs(FIRST)).as("an entry is read again").hasToString("1-2,4");
    }

    private void retention(int number, int day, int records, Integer... runs) throws IOException {
        DeletedFiles files = new DeletedFiles(FIRST.plusDays(day), List.of(runs), runs.length, records, runs.length, 0);
        Retention entry = new Retention(
                Retention.VERSION, number, "visits", Instant.EPOCH, FIRST.plusDays(9), List.of(files), null);
        Files.write(
                folder.resolve("landing").resolve(LandingLayout.retention("visits", number)), LedgerJson.bytes(entry));
    }

    private LandedDates read() {
        Configuration configuration = new Configuration();
        org.apache.hadoop.fs.Path summaries =
                new org.apache.hadoop.fs.Path(folder.resolve("summaries").toString());
        return landing().dates("visits", LandingSummaries.in(summaries, configuration));
    }

    private LandedDates everything() {
        return landing().dates("visits", LandingSummaries.none());
    }

    private HadoopLanding landing() {
        return new HadoopLanding(folder.resolve("landing").toString(), new Configuration());
    }

    private void commit(int run, int day, int records) throws IOException {
        LocalDate date = FIRST.plusDays(day);
        LandedFile file = new LandedFile("dt=" + date + "/r" + run, date, 0, run, run, records, 1, "9f");
        Commit commit = new Commit(
                Plan.VERSION,
                run,
                "visits",
                Commit.State.committed,
                records,
                records,
                0,
                0,
                1,
                List.of(),
                List.of(new DateCount(date, records)),
                List.of(file),
                List.of(),
                List.of());
        Path landing = folder.resolve("landing");
        Files.write(landing.resolve(LandingLayout.commit("visits", run)), LedgerJson.bytes(commit));
        Files.write(
                landing.resolve(LandingLayout.plan("visits", run)),
                LedgerJson.bytes(LandedThroughTest.plan(run, "1/1", "PT0S", 0)));
    }
}
