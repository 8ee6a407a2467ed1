package dev.streamflow.etl.retention;

import dev.streamflow.etl.lake.Lake;
import dev.streamflow.etl.lake.LakeLock;
import dev.streamflow.etl.lake.Staging;
import dev.streamflow.etl.lake.TableDate;
import dev.streamflow.etl.lake.TableDates;
import dev.streamflow.etl.ledger.LakeLedger;
import dev.streamflow.etl.ledger.LakeState;
import dev.streamflow.etl.ledger.RetentionReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Has the dates before the cut leave all tables of a lake at once, as any run publishes: readers see all of them or
 * none, and the ledger keeps what it knows of them.
 */
final class LakeRetention {
    private final Lake lake;
    private final LocalDate before;
    private final Instant now;

    LakeRetention(Lake lake, LocalDate before, Instant now) {
        this.lake = lake;
        this.before = before;
        this.now = now;
    }

    /** What would leave the tables; changes nothing. */
    DeletedTables look() {
        return DeletedTables.of(published().publications() + 1, old());
    }

    /** @param run its name, which staging and the ledger have */
    DeletedTables run(LakeLock lock, String run) {
        try (Staging staging = Staging.begin(lock, run + "-retention")) {
            LakeState state = published();
            List<TableDate> old = old();
            DeletedTables deleted = DeletedTables.of(state.publications() + 1, old);
            if (!deleted.isNothing()) {
                RetentionReport report = new RetentionReport(
                        RetentionReport.VERSION, deleted.publication(), run, now, before, deleted.dates());
                // The ledger first: where tables leave one by one, it says of each why it is not there.
                new LakeLedger(lake).stage(staging, report, state.with(report));
                old.forEach(staging::remove);
                staging.publish();
            }
            return deleted;
        }
    }

    private LakeState published() {
        return new LakeLedger(lake).published();
    }

    private List<TableDate> old() {
        return new TableDates(lake).before(before);
    }
}
