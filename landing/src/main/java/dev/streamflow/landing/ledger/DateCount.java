package dev.streamflow.landing.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;

/** How many records of an event date (UTC) have landed. */
public record DateCount(
        LocalDate date, @JsonProperty(required = true) long records) {}
