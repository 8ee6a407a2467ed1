package dev.streamflow.ingest.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of one partition's records in a run: read = landed + rejected + tombstones.
 *
 * @param start the first offset of the run
 * @param end the offset behind its last
 */
public record Counts(
        @JsonProperty(required = true) int partition,
        @JsonProperty(required = true) long start,
        @JsonProperty(required = true) long end,
        @JsonProperty(required = true) long read,
        @JsonProperty(required = true) long landed,
        @JsonProperty(required = true) long rejected,
        @JsonProperty(required = true) long tombstones) {
    public Counts {
        if (read != landed + rejected + tombstones) {
            throw new IllegalStateException("Cannot balance partition " + partition + ": read " + read + ", landed "
                    + landed + ", rejected " + rejected + ", tombstones " + tombstones);
        }
    }
}
