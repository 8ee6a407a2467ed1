package dev.streamflow.landing.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of one partition's records in a run: read = landed + rejected + tombstones.
 *
 * @param start the first offset of the run
 * @param end the offset behind its last
 * @param untimed those of the landed ones that have no usable event time: their record's time stamp decided the date
 * @param reasons of the rejected ones, with how many have it
 */
public record Counts(
        @JsonProperty(required = true) int partition,
        @JsonProperty(required = true) long start,
        @JsonProperty(required = true) long end,
        @JsonProperty(required = true) long read,
        @JsonProperty(required = true) long landed,
        @JsonProperty(required = true) long rejected,
        @JsonProperty(required = true) long tombstones,
        long untimed,
        Map<String, Long> reasons) {
    public Counts {
        if (read != landed + rejected + tombstones) {
            throw new IllegalStateException("Cannot balance partition " + partition + ": read " + read + ", landed "
                    + landed + ", rejected " + rejected + ", tombstones " + tombstones);
        }
        // Commits from before reasons were counted have none.
        reasons = reasons == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(reasons));
    }
}
