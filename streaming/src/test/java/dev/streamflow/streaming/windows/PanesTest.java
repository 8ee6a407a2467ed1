package dev.streamflow.streaming.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class PanesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void fourPanesMakeAnHourExactly() {
        Panes panes = Panes.of(List.of(
                pane(NOON, "North", 1, "0.10"), pane(NOON.plus(Pane.LENGTH.multipliedBy(3)), "North", 2, "0.20")));

        assertThat(windows(panes, NOON.plusSeconds(3600)))
                .containsExactly(
                        "11:15 12:15 North 1 0.10 true",
                        "11:30 12:30 North 1 0.10 true",
                        "11:45 12:45 North 1 0.10 true",
                        "12:00 13:00 North 3 0.30 true",
                        "12:15 13:15 North 2 0.20 false",
                        "12:30 13:30 North 2 0.20 false",
                        "12:45 13:45 North 2 0.20 false");
    }

    @Test
    void aDimensionAndASumMayBeAbsent() {
        Panes panes = Panes.of(List.of(pane(NOON, null, 1, null), pane(NOON.plus(Pane.LENGTH), null, 1, "1.00")));

        assertThat(windows(panes, Instant.EPOCH))
                .startsWith("11:15 12:15 null 1 null false", "11:30 12:30 null 2 1.00 false");
    }

    @Test
    void aChangedPaneReplacesItselfAndCountsOnce() {
        Panes before = Panes.of(List.of(pane(NOON, "North", 5, "1.00")));
        List<Pane> changed = List.of(pane(NOON, "North", 7, "2.00"), pane(NOON, "South", 1, "1.00"));

        assertThat(before.added(changed)).isEqualTo(3);
        assertThat(before.with(changed).with(changed).rows()).hasSize(2);
        assertThat(before.with(changed).added(changed)).isZero();
    }

    @Test
    void twoDaysAreShownAndWhatIsOpenIsKept() {
        Instant old = NOON.minus(Duration.ofDays(3));
        Panes panes = Panes.of(List.of(pane(old, "North", 1, "1.00"), pane(NOON, "North", 1, "1.00")));

        assertThat(panes.kept(NOON).rows()).hasSize(1);
        assertThat(panes.kept(old).rows()).hasSize(2);
        assertThat(windows(panes.kept(old), old)).hasSize(4);
    }

    private static Pane pane(Instant start, String store, long events, String amount) {
        return new Pane(
                new Pane.Key(start, Arrays.asList((Object) store)),
                events,
                Arrays.asList(amount == null ? null : new BigDecimal(amount)));
    }

    private static List<String> windows(Panes panes, Instant watermark) {
        List<String> lines = new ArrayList<>();
        for (Row row : panes.windows("windows", watermark, 7)) {
            assertThat(row.getString(0)).isEqualTo("windows");
            assertThat(row.getLong(7)).isEqualTo(7);
            lines.add(time(row, 1) + " " + time(row, 2) + " " + row.get(3) + " " + row.get(4) + " " + row.get(5) + " "
                    + row.get(6));
        }
        return lines;
    }

    private static String time(Row row, int cell) {
        return row.getInstant(cell).toString().substring(11, 16);
    }
}
