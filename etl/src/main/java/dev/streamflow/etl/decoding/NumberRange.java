package dev.streamflow.etl.decoding;

import dev.streamflow.events.model.Constraints;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The bounds of a number as longs, scaled by a power of ten, for numbers of up to 18 digits.
 *
 * @param least inclusive, as {@code most} is
 */
record NumberRange(long least, long most) {
    private static final long LIMIT = 999_999_999_999_999_999L;

    static NumberRange of(Constraints constraints, int scale) {
        long least = Math.max(
                constraints
                        .minimum()
                        .map(bound -> whole(bound, scale, RoundingMode.CEILING))
                        .orElse(-LIMIT),
                constraints
                        .exclusiveMinimum()
                        .map(bound -> whole(bound, scale, RoundingMode.FLOOR) + 1)
                        .orElse(-LIMIT));
        long most = Math.min(
                constraints
                        .maximum()
                        .map(bound -> whole(bound, scale, RoundingMode.FLOOR))
                        .orElse(LIMIT),
                constraints
                        .exclusiveMaximum()
                        .map(bound -> whole(bound, scale, RoundingMode.CEILING) - 1)
                        .orElse(LIMIT));
        return new NumberRange(Math.max(least, -LIMIT), Math.min(most, LIMIT));
    }

    /** A bound beyond the limit on one side allows nothing on the other. */
    private static long whole(BigDecimal bound, int scale, RoundingMode mode) {
        BigInteger limit = BigInteger.valueOf(LIMIT).add(BigInteger.TWO);
        return bound.movePointRight(scale)
                .setScale(0, mode)
                .toBigInteger()
                .min(limit)
                .max(limit.negate())
                .longValueExact();
    }

    boolean has(long number) {
        return number >= least && number <= most;
    }
}
