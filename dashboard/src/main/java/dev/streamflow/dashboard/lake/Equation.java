package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A figure and what it must be the sum of.
 *
 * @param of the topic, landing run or table, for people
 */
public record Equation(String of, Term left, List<Term> right) {
    /** The term of lines that were set aside; {@code of} is their topic then. */
    public static final String QUARANTINED = "quarantined";

    /** A named figure. */
    public record Term(String name, long value) {}

    public Equation {
        requireNonNull(of, "of is null");
        requireNonNull(left, "left is null");
        right = List.copyOf(right);
    }

    public long sum() {
        return right.stream().mapToLong(Term::value).sum();
    }

    public boolean holds() {
        return left.value() == sum();
    }
}
