package dev.streamflow.ingest.ledger;

import static java.util.Objects.requireNonNull;

/**
 * Offsets that landing skips because somebody accepted their loss.
 *
 * @param from where the partition had been landed to
 * @param to where it goes on: later after retention, earlier after a truncation
 */
public record Jump(long from, long to, String reason) {
    public static final String RETENTION = "retention";
    public static final String TRUNCATED = "truncated";
    public static final String RECREATED = "recreated";

    public Jump {
        requireNonNull(reason, "reason is null");
    }
}
