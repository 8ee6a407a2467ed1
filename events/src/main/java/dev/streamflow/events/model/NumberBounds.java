package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * The numbers that a type can hold.
 *
 * @param least the smallest of them
 * @param greatest the greatest of them
 * @param scale how many digits they may have behind the point
 */
public record NumberBounds(BigDecimal least, BigDecimal greatest, int scale) {
    public NumberBounds {
        requireNonNull(least, "least is null");
        requireNonNull(greatest, "greatest is null");
    }

    /** Whether it lies between the two; it may have more digits than {@link #scale} behind the point. */
    boolean contain(BigDecimal number) {
        return number.compareTo(least) >= 0 && number.compareTo(greatest) <= 0;
    }
}
