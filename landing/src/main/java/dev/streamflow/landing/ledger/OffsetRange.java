package dev.streamflow.landing.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The offsets {@code [start, end)} of one partition that a run reads.
 *
 * @param previous the run that planned the partition before; null for its first
 * @param complete whether end was the end of the log when the plan was made
 * @param gap the loss accepted between the previous run and this one; null for none
 */
public record OffsetRange(
        @JsonProperty(required = true) int partition,
        @JsonProperty(required = true) long start,
        @JsonProperty(required = true) long end,
        Integer previous,
        @JsonProperty(required = true) boolean complete,
        OffsetGap gap) {
    public OffsetRange {
        if (start > end || start < 0 || partition < 0) {
            throw new IllegalArgumentException("Cannot plan offsets [" + start + ", " + end + "): not a range");
        }
    }

    public boolean hasOffsets() {
        return start < end;
    }
}
