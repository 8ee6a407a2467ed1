package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

/**
 * A condition that every clean event meets.
 *
 * @param name names the quarantine reason, {@code rule:<name>}
 * @param condition Spark SQL over the event's fields (nested ones with dots); anything but {@code true} breaks the rule
 */
public record Rule(String name, String condition) {
    public Rule {
        requireNonNull(name, "name is null");
        requireNonNull(condition, "condition is null");
    }
}
