package dev.streamflow.events.expressions;

import java.util.Map;

/**
 * A part of an expression: a {@code BigDecimal}, a {@code Boolean} or a {@code String} for the values of an event's
 * fields.
 */
@FunctionalInterface
interface CompiledExpression {
    /** @throws ArithmeticException where it has no value, as in a division by zero */
    Object of(Map<String, ?> values);
}
