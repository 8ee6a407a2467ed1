package dev.streamflow.landing.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Offsets that landing skips because somebody accepted their loss.
 *
 * @param from where the partition had been landed to
 * @param to where it goes on: later after retention, earlier after a truncation
 */
public record OffsetGap(
        @JsonProperty(required = true) long from,
        @JsonProperty(required = true) long to,
        String reason) {
    public static final String RETENTION = "retention";
    public static final String TRUNCATED = "truncated";
    public static final String RECREATED = "recreated";

    public OffsetGap {
        requireNonNull(reason, "reason is null");
    }
}
