package dev.streamflow.etl.job;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.audit.TableAudit;
import java.time.LocalDate;
import java.util.List;

/**
 * A gold table of a batch, staged.
 *
 * @param audit what was written of each date
 * @param renewed later dates that were staged again, because their windows read one of the batch
 */
record GoldResult(TableAudit audit, List<LocalDate> renewed) {
    GoldResult {
        requireNonNull(audit, "audit is null");
        renewed = List.copyOf(renewed);
    }
}
