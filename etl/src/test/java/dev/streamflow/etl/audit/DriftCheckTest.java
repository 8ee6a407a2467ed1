package dev.streamflow.etl.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.Reports;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.LakeState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftCheckTest {
    private static final LocalDate DATE = LocalDate.parse("2026-01-08");
    private static final Set<String> TOPICS = Set.of("user_events", "transaction_events");
    private static final String OF_THREE = "within 0.5 of the mean of the 3 dates published in the week before";

    private final List<DateReport> published = new ArrayList<>();

    @Test
    void aDropAndAJumpAreNamedWithTheMeanOfTheWeek() {
        publish(1, 100, "10.00");
        publish(2, 110, "20.00");
        publish(7, 90, "30.00");
        publish(8, 100_000, "9999.00");

        assertThat(drift("0.5", 150, "10.00")).isEmpty();
        assertThat(drift("0.5", 151, "9.99"))
                .containsExactly(
                        new Audit(OF_THREE, "revenue", "20.00", "9.99"),
                        new Audit(OF_THREE, "user_events", "100", "151"));
        assertThat(drift("0.6", 151, "9.99")).isEmpty();
    }

    @Test
    void twoDaysSayNothingOfWhatIsUsual() {
        publish(1, 100, "10.00");
        publish(2, 100, "10.00");

        assertThat(drift("0.5", 1, "0.01")).isEmpty();
    }

    @Test
    void aTopicThatTheWeekHadAndTheDayLacksIsZero() {
        publish(1, 100, "10.00");
        publish(2, 110, "20.00");
        publish(7, 90, "30.00");
        DateReport silent = report(0).topic("user_events", 0).report();

        assertThat(drift(silent, TOPICS))
                .containsExactly(
                        new Audit(OF_THREE, "revenue", "20.00", "0"), new Audit(OF_THREE, "user_events", "100", "0"));
        assertThat(drift(report(0).report(), TOPICS)).as("absent is 0 as well").isEqualTo(drift(silent, TOPICS));
    }

    @Test
    void oneDayIsEnoughToMissSomething() {
        publish(7, 3, "1.00");

        assertThat(drift(report(0).report(), TOPICS)).extracting(Audit::found).containsExactly("0", "0");
    }

    @Test
    void aTopicThatWasNotReadMayJustNotBeComputedYet() {
        publish(1, 100, "10.00");

        assertThat(drift(report(0).topic("purchases", 5).report(), Set.of("purchases")))
                .isEmpty();
    }

    @Test
    void aNewTopicIsComparedWithTheDaysThatItHas() {
        for (int day = 7; day > 2; day--) {
            published.add(report(day).topic("user_events", 0).report());
        }
        publish(2, 100, "1.00");
        publish(1, 100, "1.00");

        assertThat(drift("0.5", 100, "1.00")).isEmpty();
    }

    private List<Audit> drift(String threshold, long clean, String revenue) {
        return new DriftCheck(new BigDecimal(threshold))
                .of(
                        DATE,
                        TOPICS,
                        with(report(0)
                                .topic("user_events", clean)
                                .revenue(revenue)
                                .report()));
    }

    private List<Audit> drift(DateReport report, Set<String> topics) {
        return new DriftCheck(new BigDecimal("0.5")).of(DATE, topics, with(report));
    }

    private LakeState with(DateReport report) {
        return LakeState.NOTHING.with(published).with(List.of(report));
    }

    private void publish(int daysBefore, long clean, String revenue) {
        published.add(
                report(daysBefore).topic("user_events", clean).revenue(revenue).report());
    }

    private static Reports report(int daysBefore) {
        return Reports.of(10 - daysBefore, DATE.minusDays(daysBefore).toString());
    }
}
