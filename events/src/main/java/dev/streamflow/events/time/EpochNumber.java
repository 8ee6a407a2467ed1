package dev.streamflow.events.time;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Reads numbers of units since 1970 as JSON, spreadsheets and data frames write them: whole, with a fraction or with an
 * exponent.
 */
final class EpochNumber {
    private static final long INVALID = TimestampFormat.INVALID;
    /** All numbers of so many digits fit in a long. */
    private static final int DIGITS = 18;
    /** Nobody writes a time in more; {@link BigDecimal} takes quadratic time for its digits. */
    private static final int LONGEST = 400;

    private EpochNumber() {}

    /**
     * The microsecond that the time lies in (rounded down), or {@link TimestampFormat#INVALID} for what is no number or
     * beyond 64 bits.
     *
     * @param microDigits the power of ten that a unit is in microseconds: 6 for seconds, -3 for nanoseconds
     */
    static long micros(byte[] bytes, int from, int to, int microDigits) {
        long whole = whole(bytes, from, to);
        if (whole == INVALID) {
            return to - from > LONGEST || !isNumber(bytes, from, to) ? INVALID : exact(bytes, from, to, microDigits);
        }
        try {
            long power = power(Math.abs(microDigits));
            return microDigits < 0 ? Math.floorDiv(whole, power) : Math.multiplyExact(whole, power);
        } catch (ArithmeticException e) {
            return INVALID;
        }
    }

    private static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }

    /** A number of nothing but up to 18 digits, which nearly all are, or INVALID. */
    private static long whole(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        int first = negative ? from + 1 : from;
        if (first == to || to - first > DIGITS) {
            return INVALID;
        }
        long number = 0;
        for (int at = first; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            number = number * 10 + digit;
        }
        return negative ? -number : number;
    }

    private static boolean isNumber(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!(bytes[at] >= '0' && bytes[at] <= '9') && "+-.eE".indexOf(bytes[at]) < 0) {
                return false;
            }
        }
        return to > from;
    }

    private static long exact(byte[] bytes, int from, int to, int microDigits) {
        try {
            BigDecimal number = new BigDecimal(new String(bytes, from, to - from, US_ASCII));
            long digits = (long) number.precision() - number.scale() + microDigits;
            if (number.signum() == 0) {
                return 0;
            } else if (digits > DIGITS + 1) {
                return INVALID;
            } else if (digits < 0) {
                // Less than a microsecond; told without writing 1e-1000000000 out.
                return number.signum() < 0 ? -1 : 0;
            }
            return number.scaleByPowerOfTen(microDigits)
                    .setScale(0, RoundingMode.FLOOR)
                    .longValueExact();
        } catch (NumberFormatException e) {
            return INVALID;
        } catch (ArithmeticException e) {
            return INVALID;
        }
    }
}
