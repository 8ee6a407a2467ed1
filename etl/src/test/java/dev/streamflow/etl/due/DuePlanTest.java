package dev.streamflow.etl.due;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.Reports;
import dev.streamflow.etl.audit.DriftCheck;
import dev.streamflow.etl.due.DueDate.Reason;
import dev.streamflow.etl.due.DuePlan.Renewed;
import dev.streamflow.etl.due.DuePlan.Request;
import dev.streamflow.etl.gold.DailyRevenue;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.gold.HourlyTraffic;
import dev.streamflow.etl.gold.UserActivity;
import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.landing.LandedDates;
import dev.streamflow.etl.landing.LandedDates.DeletedDate;
import dev.streamflow.etl.landing.LandedDates.LandedDate;
import dev.streamflow.etl.landing.RetentionCut;
import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.RetentionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 10th is asked for on the 11th; the window goes back to the 6th. */
class DuePlanTest {
    private static final String USERS = "user_events";
    private static final String SALES = "transaction_events";
    private static final LocalDate ASKED = date("2026-01-10");
    private static final List<GoldTable> TABLES = List.of(new DailyRevenue(), new HourlyTraffic(), new UserActivity());

    @TempDir
    Path folder;

    private final Map<String, TreeMap<LocalDate, LandedDate>> landed = new HashMap<>();
    private final List<DateReport> published = new ArrayList<>();
    private final TreeMap<LocalDate, DeletedDate> deleted = new TreeMap<>();
    private Optional<RetentionReport> retained = Optional.empty();
    private List<DateRange> waived = List.of();
    private boolean again;

    @Test
    void aDateThatIsNewIsDueWithAllThatItCanHave() {
        landed(USERS, "2026-01-10", "1");

        assertThat(plan().due())
                .containsExactly(new DueDate(
                        ASKED,
                        new TreeMap<>(Map.of(USERS, 1L)),
                        List.of(why(DueDate.NEVER_COMPUTED, USERS, "hourly_traffic"))));
        assertThat(plan().ranges()).containsExactly(new DateRange(ASKED, ASKED));
    }

    @Test
    void whatARunOverFewerTopicsHasNotReadIsDue() throws IOException {
        landed(USERS, "2026-01-10", "1-2");
        landed(SALES, "2026-01-10", "1");
        publish(all(1, "2026-01-10"));
        publish(Reports.of(2, "2026-01-10").topic(USERS, 9, 1, 2).table("hourly_traffic", USERS));

        DueDate due = plan().due().get(0);

        assertThat(due.reasons())
                .containsExactly(new Reason(
                        DueDate.MORE_LANDED,
                        List.of(),
                        List.of("user_activity"),
                        new TreeMap<>(Map.of(USERS, RunNumbers.parse("2")))));
        assertThat(due.said()).isEqualTo("more landed since: user_events run 2 (user_activity)");
    }

    @Test
    void whatARunOverFewerTablesHasNotMadeIsDue() throws IOException {
        landed(USERS, "2026-01-10", "1-2");
        landed(SALES, "2026-01-10", "1");
        publish(all(1, "2026-01-10"));
        publish(Reports.of(2, "2026-01-10")
                .topic(USERS, 9, 1, 2)
                .topic(SALES, 9, 1)
                .table("hourly_traffic", USERS));

        assertThat(plan().due().get(0).reasons()).flatExtracting(Reason::tables).containsExactly("user_activity");
    }

    @Test
    void aDateIsUpToDateOnceEachTableHasReadAllThatLanded() throws IOException {
        landed(USERS, "2026-01-10", "1");
        landed(SALES, "2026-01-10", "1");
        publish(all(1, "2026-01-10"));

        assertThat(plan().upToDate()).containsExactly(ASKED);
        assertThat(plan().due()).isEmpty();

        again = true;
        assertThat(plan().due()).flatExtracting(DueDate::reasons).containsExactly(Reason.asked());
    }

    @Test
    void aTableThatWasNeverMadeOrIsNotThereIsMissing() throws IOException {
        landed(USERS, "2026-01-10", "1");
        publish(Reports.of(1, "2026-01-10").topic(USERS, 9, 1));
        assertThat(plan().due()).flatExtracting(DueDate::reasons).containsExactly(missing("hourly_traffic"));

        publish(Reports.of(2, "2026-01-10").topic(USERS, 9, 1).table("hourly_traffic", USERS));
        assertThat(plan().due()).isEmpty();

        Files.delete(folder.resolve("gold/hourly_traffic/event_date=2026-01-10"));
        assertThat(plan().due()).flatExtracting(DueDate::reasons).containsExactly(missing("hourly_traffic"));
    }

    @Test
    void theWindowIsDueWithoutBeingAskedForAndWhatIsOutsideIsNamed() throws IOException {
        List.of("2026-01-05", "2026-01-06", "2026-01-08", "2026-01-10", "2026-01-11", "2026-01-12", "2062-02-01")
                .forEach(day -> landed(USERS, day, "3"));
        publish(Reports.of(1, "2026-01-06").topic(USERS, 9, 1).table("hourly_traffic", USERS));

        DuePlan plan = plan();

        assertThat(plan.due())
                .extracting(due -> due.date().toString())
                .containsExactly("2026-01-06", "2026-01-08", "2026-01-10");
        assertThat(plan.ranges()).as("the 7th and the 9th cost nothing").hasToString("[2026-01-06 to 2026-01-10]");
        assertThat(plan.overdue())
                .extracting(due -> due.date() + " " + due.records())
                .containsExactly("2026-01-05 {user_events=1}", "2062-02-01 {user_events=1}");
    }

    @Test
    void waivedDatesAreNeitherDueNorOverdueUnlessTheyAreAskedFor() {
        List.of("2026-01-05", "2026-01-08", "2026-01-10").forEach(day -> landed(USERS, day, "1"));
        waived = List.of(new DateRange(date("2026-01-01"), ASKED));

        DuePlan plan = plan();

        assertThat(plan.due()).extracting(DueDate::date).containsExactly(ASKED);
        assertThat(plan.overdue()).isEmpty();
        assertThat(plan.waived()).hasToString("[2026-01-05, 2026-01-08]");
    }

    @Test
    void aDateThatHasLeftTheLakeIsNotDueUnlessItIsAskedFor() throws IOException {
        for (String day : List.of("2026-01-05", "2026-01-08", "2026-01-10")) {
            landed(USERS, day, "1");
            publish(Reports.of(1, day).topic(USERS, 1, 1).table("hourly_traffic", USERS));
        }
        retained = Optional.of(retention("2026-01-05", "2026-01-08", "2026-01-10"));
        for (String day : List.of("2026-01-05", "2026-01-08")) {
            Files.delete(folder.resolve("silver/user_events/event_date=" + day));
            Files.delete(folder.resolve("gold/hourly_traffic/event_date=" + day));
        }

        DuePlan plan = plan();

        assertThat(plan.due())
                .containsExactly(new DueDate(
                        ASKED,
                        new TreeMap<>(Map.of(USERS, 1L)),
                        List.of(why(DueDate.DELETED, USERS, "hourly_traffic"))));
        assertThat(plan.overdue()).isEmpty();
        assertThat(plan.beyondRetention()).as("nothing has come since").isEmpty();
        assertThat(plan.retained()).as("landing is there").isEmpty();
        assertThat(plan.missed()).isEmpty();
    }

    @Test
    void lateRecordsOfADateThatHasLeftTheLakeAreNamedAndNotComputed() throws IOException {
        landed(USERS, "2026-01-08", "1-2", 5);
        publish(Reports.of(1, "2026-01-08").topic(USERS, 3, 1).table("hourly_traffic", USERS));
        retained = Optional.of(retention("2026-01-08"));

        DuePlan plan = plan();

        assertThat(plan.due()).isEmpty();
        assertThat(plan.ranges()).isEmpty();
        assertThat(plan.beyondRetention())
                .extracting(late -> late.date() + " " + late.records() + " run " + late.runs())
                .containsExactly("2026-01-08 {user_events=2} run {user_events=2}");
        waived = List.of(new DateRange(date("2026-01-08"), date("2026-01-08")));
        assertThat(plan().beyondRetention()).isEmpty();
        assertThat(plan().waived()).containsExactly(date("2026-01-08"));
    }

    @Test
    void lateRecordsOfADateWhoseLandingIsDeletedAreNeverComputedAlone() throws IOException {
        landed(USERS, "2026-01-07", "1");
        landed(USERS, "2026-01-08", "9", 2);
        landed(USERS, "2026-01-10", "8", 1);
        landed(USERS, "2026-01-09", "1");
        for (String day : List.of("2026-01-08", "2026-01-09", "2026-01-10")) {
            publish(Reports.of(1, day).topic(USERS, 100, 1, 2).table("hourly_traffic", USERS));
        }
        deleted("2026-01-08", "1-2");
        deleted("2026-01-10", "1-2");
        again = true;

        DuePlan plan = plan();

        assertThat(plan.due()).extracting(DueDate::date).containsExactly(date("2026-01-07"));
        assertThat(plan.upToDate()).isEmpty();
        assertThat(plan.withoutLanding()).isEmpty();
        assertThat(plan.retained()).extracting(RetainedDate::date).containsExactly(ASKED);
        assertThat(plan.beyondRetention())
                .extracting(late -> late.date() + " " + late.records())
                .containsExactly("2026-01-08 {user_events=2}", "2026-01-10 {user_events=1}");
    }

    @Test
    void aRangeLeavesOutWhatIsBeyondRetention() {
        List.of("2026-01-07", "2026-01-09").forEach(day -> landed(USERS, day, "1"));
        deleted("2026-01-08", "1-2");

        assertThat(plan().ranges()).hasToString("[2026-01-07, 2026-01-09]");
        assertThat(plan().missed()).extracting(missed -> missed.date()).doesNotContain(date("2026-01-08"));
    }

    @Test
    void datesWhoseTrailingTablesReadOneThatIsDueAreNamed() throws IOException {
        landed(SALES, "2026-01-10", "1");
        landed(SALES, "2026-01-31", "1");
        landed(SALES, "2026-02-01", "1");
        publish(Reports.of(1, "2026-01-31").topic(SALES, 9, 1).table("daily_revenue", SALES));
        publish(Reports.of(2, "2026-02-01").topic(SALES, 9, 1).table("daily_revenue", SALES));

        assertThat(plan().renewed()).containsExactly(new Renewed(date("2026-01-31"), List.of("daily_revenue")));
    }

    @Test
    void daysWithoutLandingAreMissedSinceTheLastThatIsPublished() throws IOException {
        landed(USERS, "2026-01-07", "1");
        publish(Reports.of(1, "2026-01-07").topic(USERS, 9, 1).table("hourly_traffic", USERS));

        DuePlan plan = plan();

        assertThat(plan.withoutLanding()).containsExactly(ASKED);
        assertThat(plan.missed())
                .extracting(missed -> missed.date().toString())
                .containsExactly("2026-01-08", "2026-01-09", "2026-01-10");
        assertThat(plan.missed().get(0).warnings())
                .extracting("of", "found")
                .containsExactly(org.assertj.core.groups.Tuple.tuple(USERS, "0"));
    }

    private DuePlan plan() {
        Map<String, LandedDates> topics = new HashMap<>();
        landed.forEach((topic, dates) -> topics.put(topic, new LandedDates(dates, deleted, Optional.empty())));
        LakeState reported = LakeState.NOTHING.with(published);
        LakeState sum = retained.map(reported::with).orElse(reported);
        Lake lake = new Lake(folder.toString(), new Configuration());
        return DuePlan.of(
                new DueTables(topics, TABLES, sum, lake),
                new Request(List.of(ASKED), ASKED, 5, date("2026-01-13"), waived, again),
                day -> new DriftCheck(new java.math.BigDecimal("0.5")).of(day, topics.keySet(), sum));
    }

    private void landed(String topic, String date, String runs) {
        landed(topic, date, runs, 1);
    }

    private void landed(String topic, String date, String runs, long records) {
        landed.computeIfAbsent(topic, name -> new TreeMap<>())
                .put(date(date), new LandedDate(RunNumbers.parse(runs), records));
    }

    private void deleted(String date, String runs) {
        RetentionCut cut = new RetentionCut(Instant.EPOCH, date("2026-01-20"));
        deleted.put(date(date), new DeletedDate(RunNumbers.parse(runs), 100, cut));
    }

    private static RetentionReport retention(String... dates) {
        List<LocalDate> left = Stream.of(dates).map(LocalDate::parse).toList();
        return new RetentionReport(
                RetentionReport.VERSION, 9, "run", Instant.EPOCH, LocalDate.parse("2026-01-11"), left);
    }

    private static Reports all(long publication, String date) {
        return Reports.of(publication, date)
                .topic(USERS, 9, 1)
                .topic(SALES, 9, 1)
                .table("daily_revenue", SALES)
                .table("hourly_traffic", USERS)
                .table("user_activity", USERS, SALES);
    }

    /** With its tables. */
    private void publish(Reports reports) throws IOException {
        DateReport report = reports.report();
        published.add(report);
        for (DateReport.TopicReport topic : report.topics()) {
            Files.createDirectories(folder.resolve("silver/" + topic.topic() + "/event_date=" + report.date()));
        }
        for (String table : report.tables().keySet()) {
            Files.createDirectories(folder.resolve("gold/" + table + "/event_date=" + report.date()));
        }
    }

    private static Reason missing(String table) {
        return new Reason(DueDate.TABLE_MISSING, List.of(), List.of(table), new TreeMap<>());
    }

    private static Reason why(String reason, String topic, String table) {
        return new Reason(reason, List.of(topic), List.of(table), new TreeMap<>());
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
