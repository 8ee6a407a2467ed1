package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.Constraints;
import dev.streamflow.events.EventTime;
import dev.streamflow.events.FieldType;
import dev.streamflow.events.TimestampFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Readers of single values: their type, then JSON Schema's keywords, each broken one a reason. */
@SuppressWarnings("ShortCircuitBoolean") // every check runs, so that every reason is found
final class ScalarDecoders {
    private static final String UUID = "00000000-0000-0000-0000-000000000000";
    private static final int LONG_DIGITS = 19;
    private static final int DATE_LENGTH = "2026-01-31".length();

    private ScalarDecoders() {}

    static ValueDecoder of(String path, FieldType type, Constraints constraints, Optional<EventTime> eventTime) {
        if (type instanceof FieldType.Text) {
            return text(path, constraints);
        } else if (type instanceof FieldType.Uuid) {
            return uuid(path);
        } else if (type instanceof FieldType.Whole) {
            return whole(path, constraints);
        } else if (type instanceof FieldType.Real) {
            return real(path, constraints);
        } else if (type instanceof FieldType.Decimal decimal) {
            return decimal(path, decimal.scale(), constraints);
        } else if (type instanceof FieldType.Flag) {
            return flag(path);
        } else if (type instanceof FieldType.Date) {
            return date(path);
        } else if (type instanceof FieldType.Timestamp timestamp) {
            return timestamp(path, timestamp.format(), eventTime);
        }
        throw new IllegalArgumentException("Cannot decode " + type + " as a single value");
    }

    private static ValueDecoder text(String path, Constraints constraints) {
        Set<String> allowed = new HashSet<>(constraints.allowed());
        return (parser, faults) -> {
            String text = string(parser, path, faults);
            if (text == null) {
                return null;
            }
            boolean valid = check(allowed.isEmpty() || allowed.contains(text), path, "enum", faults)
                    & check(found(constraints.pattern(), text), path, "pattern", faults)
                    & lengths(text, path, constraints, faults);
            return valid ? text : null;
        };
    }

    private static boolean found(Optional<Pattern> pattern, String text) {
        return pattern.isEmpty() || pattern.get().matcher(text).find();
    }

    private static boolean lengths(String text, String path, Constraints constraints, Faults faults) {
        if (constraints.minLength().isEmpty() && constraints.maxLength().isEmpty()) {
            return true;
        }
        int length = text.codePointCount(0, text.length());
        return check(length >= constraints.minLength().orElse(0), path, "minLength", faults)
                & check(length <= constraints.maxLength().orElse(Integer.MAX_VALUE), path, "maxLength", faults);
    }

    private static ValueDecoder uuid(String path) {
        return (parser, faults) -> {
            String text = string(parser, path, faults);
            return text != null && check(isUuid(text), path, "format", faults) ? text : null;
        };
    }

    /** Hexadecimal digits and hyphens where they belong; a pattern would take a tenth of the decoding. */
    private static boolean isUuid(String text) {
        boolean valid = text.length() == UUID.length();
        for (int i = 0; valid && i < UUID.length(); i++) {
            char found = text.charAt(i);
            valid = UUID.charAt(i) == '-' ? found == '-' : HexFormat.isHexDigit(found);
        }
        return valid;
    }

    private static ValueDecoder flag(String path) {
        return (parser, faults) -> {
            if (parser.currentToken().isBoolean()) {
                return parser.getBooleanValue();
            }
            wrongType(parser, path, faults);
            return null;
        };
    }

    private static ValueDecoder date(String path) {
        return (parser, faults) -> {
            String text = string(parser, path, faults);
            if (text == null) {
                return null;
            }
            try {
                LocalDate date = LocalDate.parse(text);
                // ISO 8601 goes on to years such as +12345; JSON Schema has four digits.
                return check(text.length() == DATE_LENGTH, path, "format", faults) ? date : null;
            } catch (DateTimeException e) {
                faults.add(path, "format");
                return null;
            }
        };
    }

    /** An event time must also lie in its schema's range; other time stamps may be of any year. */
    private static ValueDecoder timestamp(String path, TimestampFormat format, Optional<EventTime> eventTime) {
        return (parser, faults) -> {
            boolean number = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
            if (format.isNumber() ? !number : parser.currentToken() != JsonToken.VALUE_STRING) {
                wrongType(parser, path, faults);
                return null;
            }
            long micros = format.micros(parser.getText());
            if (!check(micros != TimestampFormat.INVALID, path, "format", faults)) {
                return null;
            }
            Instant instant = Instant.EPOCH
                    .plusSeconds(Math.floorDiv(micros, 1_000_000L))
                    .plusNanos(Math.floorMod(micros, 1_000_000L) * 1_000L);
            boolean plausible = eventTime.isEmpty()
                    || (!instant.isBefore(eventTime.get().earliest())
                            && instant.isBefore(eventTime.get().latest()));
            return check(plausible, path, "range", faults) ? instant : null;
        };
    }

    private static ValueDecoder whole(String path, Constraints constraints) {
        return (parser, faults) -> {
            BigDecimal number = number(parser, path, faults);
            if (number == null) {
                return null;
            }
            if (number.signum() != 0 && integerDigits(number) > LONG_DIGITS) {
                faults.add(path, "range");
                return null;
            }
            if (!check(number.signum() == 0 || number.stripTrailingZeros().scale() <= 0, path, "type", faults)) {
                return null;
            }
            BigInteger whole = number.signum() == 0 ? BigInteger.ZERO : number.toBigInteger();
            boolean valid = check(whole.bitLength() < Long.SIZE, path, "range", faults)
                    && bounds(number, path, constraints, faults);
            return valid ? whole.longValue() : null;
        };
    }

    private static ValueDecoder real(String path, Constraints constraints) {
        return (parser, faults) -> {
            BigDecimal number = number(parser, path, faults);
            if (number == null) {
                return null;
            }
            double value = number.doubleValue();
            boolean valid =
                    check(Double.isFinite(value), path, "range", faults) && bounds(number, path, constraints, faults);
            return valid ? value : null;
        };
    }

    private static ValueDecoder decimal(String path, int scale, Constraints constraints) {
        return (parser, faults) -> {
            BigDecimal number = number(parser, path, faults);
            if (number == null) {
                return null;
            }
            if (number.signum() == 0) {
                return bounds(BigDecimal.ZERO, path, constraints, faults) ? BigDecimal.ZERO.setScale(scale) : null;
            }
            boolean fits = check(integerDigits(number) <= FieldType.Decimal.PRECISION - scale, path, "range", faults)
                    & check(number.stripTrailingZeros().scale() <= scale, path, "multipleOf", faults);
            boolean valid = bounds(number, path, constraints, faults) & fits;
            return valid ? number.setScale(scale) : null;
        };
    }

    /** Digits in front of the point; told without writing 1e1000000000 out. */
    private static long integerDigits(BigDecimal number) {
        return (long) number.precision() - number.scale();
    }

    private static boolean bounds(BigDecimal number, String path, Constraints constraints, Faults faults) {
        return check(over(number, constraints.minimum(), 0), path, "minimum", faults)
                & check(over(number, constraints.exclusiveMinimum(), 1), path, "exclusiveMinimum", faults)
                & check(under(number, constraints.maximum(), 0), path, "maximum", faults)
                & check(under(number, constraints.exclusiveMaximum(), -1), path, "exclusiveMaximum", faults);
    }

    private static boolean over(BigDecimal number, Optional<BigDecimal> bound, int least) {
        return bound.isEmpty() || number.compareTo(bound.get()) >= least;
    }

    private static boolean under(BigDecimal number, Optional<BigDecimal> bound, int most) {
        return bound.isEmpty() || number.compareTo(bound.get()) <= most;
    }

    private static BigDecimal number(JsonParser parser, String path, Faults faults) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return parser.getDecimalValue();
        }
        wrongType(parser, path, faults);
        return null;
    }

    private static String string(JsonParser parser, String path, Faults faults) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        wrongType(parser, path, faults);
        return null;
    }

    private static void wrongType(JsonParser parser, String path, Faults faults) throws IOException {
        faults.add(path, "type");
        parser.skipChildren();
    }

    private static boolean check(boolean holds, String path, String keyword, Faults faults) {
        if (!holds) {
            faults.add(path, keyword);
        }
        return holds;
    }
}
