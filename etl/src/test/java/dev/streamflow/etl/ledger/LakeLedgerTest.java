package dev.streamflow.etl.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.etl.Reports;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeLedgerTest {
    private static final LocalDate DATE = LocalDate.parse("2026-01-01");

    @TempDir
    Path folder;

    @Test
    void theRunThatPublishedLastIsTheLastWhicheverBeganFirst() throws IOException {
        write(Reports.of(10, "2026-01-01").topic("a", 1, 1, 2).report(), "20260105T000000");
        write(Reports.of(9, "2026-01-01").topic("a", 1, 1).report(), "20260105T235959");

        LakeLedger ledger = ledger();

        assertThat(ledger.of(DATE)).extracting(DateReport::publication).containsExactly(9L, 10L);
        assertThat(ledger.published().date(DATE).runs("a")).hasToString("1-2");
        assertThat(ledger.published().publications()).isEqualTo(10);
    }

    @Test
    void aRunOverFewerTopicsOrTablesLeavesTheOthersAsTheyWere() {
        LakeState published = LakeState.NOTHING.with(List.of(
                Reports.of(1, "2026-01-01")
                        .topic("a", 5, 1)
                        .topic("b", 6, 1)
                        .table("both", "a", "b")
                        .table("only_a", "a")
                        .report(),
                Reports.of(2, "2026-01-01")
                        .topic("a", 7, 1, 2)
                        .table("only_a", "a")
                        .report()));

        PublishedDate date = published.date(DATE);
        assertThat(date.tables().get("both").runs()).hasToString("{a=1, b=1}");
        assertThat(date.tables().get("only_a").runs()).hasToString("{a=1-2}");
        assertThat(date.runs("b")).hasToString("1");
        assertThat(date.topics().get("a").clean()).isEqualTo(7);
    }

    @Test
    void aDateIsCompleteOnceItIsLandedThroughItsEndAndNothingIsWarnedOf() {
        Reports early = Reports.of(1, "2026-01-01").through("2026-01-01T23:59:59Z");
        Reports whole = Reports.of(2, "2026-01-01").through("2026-01-02T00:00:00Z");
        LakeState published = LakeState.NOTHING.with(
                List.of(early.topic("a", 1, 1).topic("b", 0).report()));
        assertThat(published.date(DATE).complete()).isFalse();

        published = published.with(List.of(
                whole.topic("a", 1, 1).warning("a").warning("quarantined of a").report()));
        assertThat(published.date(DATE).warned()).containsExactly("a", "quarantined of a");

        published = published.with(List.of(Reports.of(3, "2026-01-01")
                .through("2026-01-03T00:00:00Z")
                .topic("b", 0)
                .report()));
        assertThat(published.date(DATE).complete())
                .as("b was fine, and said nothing of a")
                .isFalse();

        published = published.with(List.of(Reports.of(4, "2026-01-01")
                .through("2026-01-03T00:00:00Z")
                .topic("a", 1, 1)
                .report()));
        assertThat(published.date(DATE).complete()).isTrue();
    }

    @Test
    void theSumIsReadBackAsItWasWritten() throws IOException {
        DateReport report = Reports.of(3, "2026-01-01")
                .through("2026-01-02T00:00:00Z")
                .warning("a")
                .topic("a", 5, 1, 2, 3)
                .topic("silent", 0)
                .table("t", "a")
                .revenue("10.50")
                .report();
        LakeState sum = LakeState.NOTHING.with(List.of(report));
        write(report, "run");
        writeSum(sum);

        assertThat(ledger().published()).isEqualTo(sum).isEqualTo(ledger().fromDocuments());
    }

    @Test
    void aPublicationReadsAndReplacesTheMonthsOfItsDatesAndNoOther() throws IOException {
        DateReport december = Reports.of(1, "2025-12-31").topic("a", 5, 1).report();
        DateReport january = Reports.of(2, "2026-01-01").topic("a", 5, 2).report();
        Lake lake = new Lake(folder.toString(), new Configuration());
        for (DateReport report : List.of(december, january)) {
            try (LakeLock lock = LakeLock.take(lake, "test");
                    Staging staging = Staging.begin(lock, "20260102T030000.000000Z-test")) {
                LakeState before = ledger().published(List.of(report.date()));
                assertThat(before.dates()).isEmpty();
                ledger().stage(staging, List.of(report), before.with(List.of(report)));
                staging.publish();
            }
        }

        assertThat(ledger().published(List.of(DATE)).dates()).containsOnlyKeys(DATE);
        assertThat(ledger().published())
                .isEqualTo(LakeState.NOTHING.with(List.of(december, january)))
                .isEqualTo(ledger().fromDocuments());
    }

    @Test
    void aDateThatWasDeletedIsKnownUntilItIsComputedAgain() throws IOException {
        DateReport first =
                Reports.of(1, "2026-01-01").topic("a", 5, 1).topic("b", 5, 1).report();
        DateReport other = Reports.of(2, "2026-01-02").topic("a", 5, 1).report();
        DateReport again = Reports.of(4, "2026-01-01").topic("a", 7, 1, 2).report();
        RetentionReport retention = new RetentionReport(
                RetentionReport.VERSION,
                3,
                "run",
                Instant.parse("2026-03-01T00:00:00.123Z"),
                LocalDate.parse("2026-01-03"),
                List.of(DATE, DATE.plusDays(1)));
        write(first, "run");
        write(other, "run");
        Files.writeString(folder.resolve("ledger/retention-000003-run.json"), LakeLedger.json(retention));

        LakeState deleted = ledger().published();

        assertThat(deleted)
                .isEqualTo(LakeState.NOTHING.with(List.of(first, other)).with(retention));
        assertThat(deleted.publications()).isEqualTo(3);
        assertThat(deleted.retained(DATE).orElseThrow().said())
                .isEqualTo("deleted by retention on 2026-03-01T00:00:00Z, which kept 2026-01-03 and later");
        assertThat(deleted.date(DATE).runs("a")).as("what it was made of").hasToString("1");
        writeSum(deleted);
        assertThat(ledger().published()).isEqualTo(deleted);
        Files.delete(folder.resolve(LakeLedger.SUM));
        write(again, "run");
        LakeState computed = ledger().published();
        assertThat(computed).isEqualTo(deleted.with(List.of(again)));
        assertThat(computed.retained(DATE)).isEmpty();
        assertThat(computed.date(DATE).topics()).as("of b there is no table").containsOnlyKeys("a");
        assertThat(computed.retained(DATE.plusDays(1))).isPresent();
    }

    @Test
    void anEarlierSumIsMadeAnewFromTheDocumentsAndALaterOneRefused() throws IOException {
        DateReport report =
                Reports.of(7, "2026-01-01").topic("a", 1, 1).warning("a").report();
        write(report, "run");
        Files.writeString(folder.resolve(LakeLedger.SUM), "{\"version\":3,\"publications\":9,\"dates\":{}}");

        assertThat(ledger().published()).isEqualTo(LakeState.NOTHING.with(List.of(report)));
        Files.writeString(folder.resolve(LakeLedger.SUM), "{\"version\":5,\"publications\":7,\"dates\":{}}");
        assertThatThrownBy(() -> ledger().published()).hasMessageEndingWith("its version is 5, not 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.0.0\"", "1", "4", "3.0", "null"})
    void aDocumentOfAnotherVersionIsRefusedByName(String version) throws IOException {
        Path document = Files.createDirectories(folder.resolve("ledger/event_date=2026-01-01"))
                .resolve("20260101T000000.json");
        Files.writeString(document, "{\"version\":" + version + ",\"date\":\"2026-01-01\"}");

        assertThatThrownBy(() -> ledger().of(DATE)).hasMessageEndingWith("its version is " + version + ", not 3");
    }

    private void writeSum(LakeState sum) throws IOException {
        for (YearMonth month : sum.months()) {
            Path path = folder.resolve(LakeLedger.place(month));
            Files.createDirectories(path.getParent());
            Files.writeString(path, LakeLedger.json(sum.month(month)));
        }
        Files.writeString(folder.resolve(LakeLedger.SUM), LakeLedger.json(sum.withoutDates()));
    }

    private LakeLedger ledger() {
        return new LakeLedger(new Lake(folder.toString(), new Configuration()));
    }

    private void write(DateReport report, String run) throws IOException {
        Path path = folder.resolve(LakeLedger.path(report).replace(report.run(), run));
        Files.writeString(
                Files.createDirectories(path.getParent()).resolve(path.getFileName()), LakeLedger.json(report));
    }
}
