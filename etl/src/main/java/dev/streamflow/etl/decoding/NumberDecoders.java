package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.FieldType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.spark.sql.types.Decimal;

/**
 * Decoders of numbers: they check the type, then each keyword of JSON Schema. Up to 18 digits are decoded without
 * allocation.
 */
@SuppressWarnings("ShortCircuitBoolean") // every check runs, so that every reason is found
final class NumberDecoders {
    private static final int LONG_DIGITS = 19;
    private static final long[] POWERS_OF_TEN = LongStream.iterate(1, power -> power * 10)
            .limit(FieldType.Decimal.PRECISION + 1)
            .toArray();

    private NumberDecoders() {}

    static ValueDecoder whole(String path, Constraints constraints) {
        NumberRange range = NumberRange.of(constraints, 0);
        return (line, reasons) -> {
            if (!isNumber(line, path, reasons)) {
                return null;
            }
            if (line.number() && line.scale() == 0 && range.has(line.unscaled())) {
                return line.unscaled();
            }
            BigDecimal number = exact(line, path, reasons);
            if (number == null || (number.signum() != 0 && integerDigits(number) > LONG_DIGITS)) {
                reasons.add(path, "range");
                return null;
            }
            if (!reasons.check(number.signum() == 0 || places(number) <= 0, path, "type")) {
                return null;
            }
            BigInteger whole = number.signum() == 0 ? BigInteger.ZERO : number.toBigInteger();
            boolean valid = reasons.check(whole.bitLength() < Long.SIZE, path, "range")
                    && bounds(number, path, constraints, reasons);
            return valid ? whole.longValue() : null;
        };
    }

    static ValueDecoder real(String path, Constraints constraints) {
        return (line, reasons) -> {
            if (!isNumber(line, path, reasons)) {
                return null;
            }
            BigDecimal number =
                    line.number() ? BigDecimal.valueOf(line.unscaled(), line.scale()) : exact(line, path, reasons);
            if (number == null) {
                return null;
            }
            double value = number.doubleValue();
            boolean valid =
                    reasons.check(Double.isFinite(value), path, "range") && bounds(number, path, constraints, reasons);
            return valid ? value : null;
        };
    }

    static ValueDecoder decimal(String path, int scale, Constraints constraints) {
        NumberRange range = NumberRange.of(constraints, scale);
        return (line, reasons) -> {
            if (!isNumber(line, path, reasons)) {
                return null;
            }
            if (line.number() && line.scale() <= scale) {
                int zeros = scale - line.scale();
                long unscaled = line.unscaled() * POWERS_OF_TEN[zeros];
                if (Math.abs(line.unscaled()) < POWERS_OF_TEN[FieldType.Decimal.PRECISION - zeros]
                        && range.has(unscaled)) {
                    return Decimal.createUnsafe(unscaled, FieldType.Decimal.PRECISION, scale);
                }
            }
            BigDecimal number = exact(line, path, reasons);
            BigDecimal value = number == null ? null : decimal(number, path, scale, constraints, reasons);
            return value == null ? null : Decimal.apply(value, FieldType.Decimal.PRECISION, scale);
        };
    }

    private static BigDecimal decimal(
            BigDecimal number, String path, int scale, Constraints constraints, ReasonCollector reasons) {
        if (number.signum() == 0) {
            return bounds(BigDecimal.ZERO, path, constraints, reasons) ? BigDecimal.ZERO.setScale(scale) : null;
        }
        boolean fits = reasons.check(integerDigits(number) <= FieldType.Decimal.PRECISION - scale, path, "range")
                & reasons.check(places(number) <= scale, path, "multipleOf");
        boolean valid = bounds(number, path, constraints, reasons) & fits;
        return valid ? number.setScale(scale) : null;
    }

    /** The number, or null and a reason where its exponent is beyond 32 bits. */
    private static BigDecimal exact(JsonTokens line, String path, ReasonCollector reasons) throws IOException {
        try {
            return line.parser().getDecimalValue();
        } catch (JsonProcessingException | NumberFormatException | ArithmeticException e) {
            reasons.add(path, "range");
            return null;
        }
    }

    /** Digits behind the decimal point, without trailing zeros; 0 if the exponent makes the number whole. */
    private static int places(BigDecimal number) {
        return number.scale() <= 0 ? 0 : number.stripTrailingZeros().scale();
    }

    /** Digits in front of the decimal point, computed without expanding 1e1000000000. */
    private static long integerDigits(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    static boolean bounds(BigDecimal number, String path, Constraints constraints, ReasonCollector reasons) {
        return reasons.check(over(number, constraints.minimum(), 0), path, "minimum")
                & reasons.check(over(number, constraints.exclusiveMinimum(), 1), path, "exclusiveMinimum")
                & reasons.check(under(number, constraints.maximum(), 0), path, "maximum")
                & reasons.check(under(number, constraints.exclusiveMaximum(), -1), path, "exclusiveMaximum");
    }

    private static boolean over(BigDecimal number, Optional<BigDecimal> bound, int least) {
        return bound.isEmpty() || number.compareTo(bound.get()) >= least;
    }

    private static boolean under(BigDecimal number, Optional<BigDecimal> bound, int most) {
        return bound.isEmpty() || number.compareTo(bound.get()) <= most;
    }

    private static boolean isNumber(JsonTokens line, String path, ReasonCollector reasons) throws IOException {
        return line.parser().currentToken().isNumeric() || reasons.wrongType(line, path);
    }
}
