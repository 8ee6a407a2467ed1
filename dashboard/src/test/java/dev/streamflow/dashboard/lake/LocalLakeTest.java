package dev.streamflow.dashboard.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.dashboard.TestLake;
import dev.streamflow.landing.ledger.Commit;
import dev.streamflow.landing.ledger.Counts;
import dev.streamflow.landing.ledger.DateCount;
import dev.streamflow.landing.ledger.LandedFile;
import dev.streamflow.landing.ledger.LandingLayout;
import dev.streamflow.landing.ledger.LedgerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLakeTest {
    private static final LocalDate DATE = LocalDate.of(2026, 3, 1);

    @TempDir
    Path folder;

    private TestLake lake;
    private LocalLake source;

    @BeforeEach
    void open() {
        lake = new TestLake(folder.resolve("lake"));
        source = new LocalLake(lake.folder(), folder.resolve("landing"));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    /** A run of landing that took ten records of a date, and rejected one. */
    private void land(int run, LocalDate date) throws IOException {
        Commit commit = new Commit(
                1,
                run,
                "orders",
                Commit.State.committed,
                11,
                10,
                1,
                0,
                100,
                List.of(new Counts(0, run * 11L, run * 11L + 11, 11, 10, 1, 0, 0, Map.of("json:truncated", 1L))),
                List.of(new DateCount(date, 10)),
                List.of(new LandedFile("dt=" + date + "/r.jsonl", date, 0, run * 11L, run * 11L + 9, 10, 100, "ab")),
                List.of(),
                List.of());
        Path file = folder.resolve("landing/" + LandingLayout.commit("orders", run));
        Files.createDirectories(file.getParent());
        Files.write(file, LedgerJson.bytes(commit));
    }

    private static String read(int landingRun) {
        return """
               {"topic":"orders","offsets":[{"landingRun":%d,"partition":0,"first":0,"last":9,"records":10}],\
               "landed":10,"clean":7,"duplicates":1,"quarantined":2,"reasons":{"amount:type":2}}""".formatted(landingRun);
    }

    private DateState state(LocalDate date) throws IOException {
        return source.read().state().date(date).orElseThrow();
    }

    @Test
    void aDateIsJudgedByBothLedgers() throws IOException {
        land(1, DATE);
        lake.ledger(DATE, read(1), "")
                .ledger(
                        DATE.plusDays(2),
                        read(2),
                        ",\"warnings\":[{\"check\":\"drift\",\"of\":\"orders\",\"expected\":\"9\",\"found\":\"2\",\"rows\":[]}]")
                .ledger(DATE.plusDays(3), read(3), "")
                .file(
                        "ledger/published.json",
                        "{\"dates\":{\"2026-03-01\":{\"complete\":true},\"2026-03-04\":{\"complete\":false}}}")
                .publish();
        assertThat(state(DATE).status()).isEqualTo(DateStatus.COMPLETE);
        assertThat(state(DATE.plusDays(1)).status()).isEqualTo(DateStatus.MISSING);
        assertThat(state(DATE.plusDays(1)).why()).isEqualTo("Nothing has landed.");
        assertThat(state(DATE.plusDays(2)).status()).isEqualTo(DateStatus.WARNING);
        assertThat(state(DATE.plusDays(2)).why()).isEqualTo("drift (orders): expected 9, found 2.");
        assertThat(state(DATE.plusDays(3)).status()).isEqualTo(DateStatus.OPEN);
        assertThat(source.read().state().newestComplete()).hasValue(DATE);
        assertThat(source.read().state().newest()).hasValue(DATE.plusDays(3));
    }

    @Test
    void whatLandsLaterMakesADateStale() throws IOException {
        land(1, DATE);
        lake.ledger(DATE, read(1), "").publish();
        String before = source.pointer();
        land(2, DATE);
        assertThat(source.pointer()).isNotEqualTo(before);
        assertThat(state(DATE).status()).isEqualTo(DateStatus.STALE);
        assertThat(state(DATE).entries().get(0).hasLanded()).isEqualTo(20);
        land(3, DATE.plusDays(1));
        assertThat(state(DATE.plusDays(1)).why()).isEqualTo("Records have landed, and no run has read them.");
    }

    @Test
    void aDateIsExplainedFromOffsetsToRows() throws IOException {
        land(1, DATE);
        lake.ledger(DATE, read(1), "").publish();
        Explanation explanation = source.read().state().explain(DATE).orElseThrow();
        assertThat(explanation.equations()).allMatch(Equation::holds);
        assertThat(explanation.equations())
                .extracting(equation ->
                        equation.left().name() + " " + equation.left().value() + " = " + equation.sum())
                .containsExactly(
                        "read 11 = 11", "read 11 = 11", "landed on this date 10 = 10", "landed on this date 10 = 10");
        assertThat(explanation.equations().get(0).right().get(0).name()).isEqualTo("partition 0, offsets 11 to 21");
    }

    @Test
    void runsAfterTheFirstAreKept() throws IOException {
        lake.ledger(DATE, read(1), "").publish();
        lake.ledger(DATE, read(1), "").publish();
        assertThat(state(DATE).isAgain()).isTrue();
        assertThat(state(DATE).runs()).extracting(DateReport::publication).containsExactly(1L, 2L);
        assertThat(source.read().state().reasons(DATE, DATE))
                .containsExactly(new ReasonCount(DATE, "orders", "amount:type", 2));
    }

    @Test
    void retainedDatesAreNeitherMissingNorPublished() throws IOException {
        lake.ledger(DATE, read(1), "").ledger(DATE.plusDays(1), read(2), "");
        lake.file(
                "ledger/published.json",
                "{\"version\":2,\"retained\":{\"2026-03-01\":{\"at\":\"2026-03-02T00:00:00Z\"}}}");
        lake.publish();
        assertThat(state(DATE).status()).isEqualTo(DateStatus.RETAINED);
        assertThat(source.read().state().oldest()).hasValue(DATE.plusDays(1));
    }

    @Test
    void damageIsNamed() {
        lake.file("ledger/event_date=2026-03-01/000001-run1.json", "{\"date\":").publish();
        assertThatThrownBy(source::read)
                .isInstanceOf(UnreadableLakeException.class)
                .hasMessageContaining("000001-run1.json is damaged");
    }
}
