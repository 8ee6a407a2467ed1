package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.expressions.Expression;

/**
 * A field that follows from others. The generator writes it; where an event comes without it, the ETL adds it; an event
 * whose own value differs is quarantined with the reason {@code <field>:derived}.
 */
public record Derived(String field, Expression expression) {
    public Derived {
        requireNonNull(field, "field is null");
        requireNonNull(expression, "expression is null");
    }
}
