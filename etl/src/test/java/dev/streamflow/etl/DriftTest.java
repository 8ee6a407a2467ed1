package dev.streamflow.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.etl.lake.Audit;
import dev.streamflow.etl.lake.DateReport;
import dev.streamflow.etl.lake.DateReport.TopicReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final LocalDate DATE = LocalDate.parse("2026-01-08");

    private final Map<LocalDate, DateReport> published = new HashMap<>();

    @Test
    void aDropAndAJumpAreNamedWithTheMeanOfTheWeek() {
        publish(1, 100, "10.00");
        publish(2, 110, "20.00");
        publish(7, 90, "30.00");
        publish(8, 100_000, "9999.00");

        assertThat(drift("0.5", 150, "10.00")).isEmpty();
        assertThat(drift("0.5", 151, "9.99"))
                .containsExactly(
                        new Audit(
                                "within 0.5 of the mean of the 3 dates published in the week before",
                                "revenue",
                                "20.00",
                                "9.99"),
                        new Audit(
                                "within 0.5 of the mean of the 3 dates published in the week before",
                                "user_events",
                                "100",
                                "151"));
        assertThat(drift("0.6", 151, "9.99")).isEmpty();
    }

    @Test
    void twoDaysSayNothingOfWhatIsUsual() {
        publish(1, 100, "10.00");
        publish(2, 100, "10.00");

        assertThat(drift("0.5", 1, "0.01")).isEmpty();
    }

    private List<Audit> drift(String threshold, long clean, String revenue) {
        return new Drift(new BigDecimal(threshold)).of(report(DATE, clean, revenue), published::get);
    }

    private void publish(int daysBefore, long clean, String revenue) {
        LocalDate date = DATE.minusDays(daysBefore);
        published.put(date, report(date, clean, revenue));
    }

    private static DateReport report(LocalDate date, long clean, String revenue) {
        TopicReport topic = new TopicReport("user_events", List.of(), clean, clean, 0, 0, Map.of());
        return new DateReport(
                date,
                "run",
                Instant.EPOCH,
                date.toString(),
                Duration.ZERO,
                "1",
                Map.of(),
                List.of(topic),
                new BigDecimal(revenue),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of());
    }
}
