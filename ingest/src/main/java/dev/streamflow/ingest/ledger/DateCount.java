package dev.streamflow.ingest.ledger;

import java.time.LocalDate;

/** How many records of an event date (UTC) have landed. */
public record DateCount(LocalDate date, long records) {}
