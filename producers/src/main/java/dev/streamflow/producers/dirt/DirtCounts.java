package dev.streamflow.producers.dirt;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many events have been emitted of each kind of dirt; a duplicate is the second copy, not the first. */
public record DirtCounts(
        long malformed,
        long duplicate,
        long late,
        @JsonProperty("rule_breaking") long ruleBreaking) {}
