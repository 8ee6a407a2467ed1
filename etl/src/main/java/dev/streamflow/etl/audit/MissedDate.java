package dev.streamflow.etl.audit;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.ledger.Audit;
import java.time.LocalDate;
import java.util.List;

/** A date of which nothing has landed, and what the week before had. */
public record MissedDate(LocalDate date, List<Audit> warnings) {
    public MissedDate {
        requireNonNull(date, "date is null");
        warnings = List.copyOf(warnings);
    }
}
