package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * How many transactions there were and what they add up to, exactly.
 *
 * @param transactions those without an amount included
 */
record Tally(long transactions, BigDecimal amount) {
    static final Tally NONE = new Tally(0, BigDecimal.ZERO);

    Tally {
        requireNonNull(amount, "amount is null");
    }

    Tally plus(Tally other) {
        return new Tally(transactions + other.transactions, amount.add(other.amount));
    }
}
