package dev.streamflow.landing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionsTest {
    private static final LocalDate DATE = LocalDate.parse("2025-12-31");
    private static final LocalDate CUT = LocalDate.parse("2026-01-01");

    @Test
    void aFileIsDeletedIfAnEntryHasItsDateAndRun() {
        Retentions retentions = new Retentions(List.of(entry(1, List.of(files(DATE, 1, 2)), files(null, 3)), later()));

        assertThat(retentions.hasDeleted(2, file("dt=2025-12-31/f", DATE))).isTrue();
        assertThat(retentions.hasDeleted(7, file("dt=2025-12-31/f", DATE))).isTrue();
        assertThat(retentions.hasDeleted(3, file("dt=2025-12-31/f", DATE)))
                .as("landed since")
                .isFalse();
        assertThat(retentions.hasDeleted(2, file("dt=2026-01-01/f", CUT)))
                .as("another date of the run")
                .isFalse();
        assertThat(retentions.hasDeleted(3, file("rejected/f", null))).isTrue();
        assertThat(retentions.hasDeleted(1, file("tombstones/f", null))).isFalse();
        assertThat(Retentions.NONE.hasDeleted(1, file("dt=2025-12-31/f", DATE))).isFalse();
        assertThat(retentions.next()).isEqualTo(3);
        assertThat(retentions.between(DATE, CUT).get(DATE).number()).isEqualTo(2);
        assertThat(retentions.between(CUT, CUT)).isEmpty();
    }

    @Test
    void anEntryThatSaysNothingOrTheWrongThingIsRefused() {
        assertThatThrownBy(() -> entry(1, List.of(), null)).hasMessageEndingWith("entry 1 deletes nothing");
        assertThatThrownBy(() -> entry(1, List.of(files(null, 1)), null)).hasMessageContaining("another date");
        assertThatThrownBy(() -> entry(1, List.of(), files(DATE, 1))).hasMessageContaining("another date");
        assertThatThrownBy(() -> entry(0, List.of(files(DATE, 1)), null)).hasMessageContaining("entry 0");
        assertThatThrownBy(() -> new DeletedFiles(DATE, List.of(), 0, 0, 0, 0)).hasMessageContaining("0 runs");
        assertThatThrownBy(() -> new DeletedFiles(DATE, List.of(1), 1, 1, 1, 2)).hasMessageContaining("2 of them");
    }

    private static Retention later() {
        return entry(2, List.of(files(DATE, 7)), null);
    }

    private static Retention entry(int number, List<DeletedFiles> dates, DeletedFiles undated) {
        return new Retention(Retention.VERSION, number, "t", Instant.EPOCH, CUT, dates, undated);
    }

    private static DeletedFiles files(LocalDate date, Integer... runs) {
        return new DeletedFiles(date, List.of(runs), runs.length, runs.length, 1, 0);
    }

    private static LandedFile file(String path, LocalDate date) {
        return new LandedFile(path, date, 0, 0, 0, 1, 1, "9f");
    }
}
