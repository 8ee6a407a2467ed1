package dev.streamflow.dashboard.lake;

import java.time.LocalDate;

/** Quarantined rows of a date and topic that have a reason; a row may have several. */
public record ReasonCount(LocalDate date, String topic, String reason, long rows) {}
