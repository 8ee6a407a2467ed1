package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.time.TimestampFormat;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a field may hold. Each type has one JSON form, one CSV form and one column type in the lake. What differs from
 * type to type is asked here, or by a {@link Visitor} where it is another module's: a new type does not compile until
 * each of them knows it.
 */
public sealed interface FieldType {

    /** What a value is in JSON. */
    enum Form {
        STRING,
        NUMBER,
        BOOLEAN,
        OBJECT,
        ARRAY
    }

    /**
     * An answer for each type.
     *
     * @param <R> the answer
     */
    interface Visitor<R> {
        R text(Text type);

        R uuid(Uuid type);

        R int64(Int64 type);

        R float64(Float64 type);

        R decimal(Decimal type);

        R bool(Bool type);

        R timestamp(Timestamp type);

        R date(Date type);

        R struct(Struct type);

        R array(Array type);
    }

    <R> R accept(Visitor<R> visitor);

    /** What its values are in JSON that Streamflow writes. */
    Form form();

    /** Whether its values can be added up. */
    default boolean isNumeric() {
        return false;
    }

    /** The numbers that it can hold; empty for a double, and for what is no number. */
    default Optional<NumberBounds> bounds() {
        return Optional.empty();
    }

    /** Whether a JSON string may be its value: true unless it has a format that the string does not keep. */
    default boolean reads(String text) {
        return true;
    }

    /** A JSON string. */
    record Text() implements FieldType {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }

        @Override
        public Form form() {
            return Form.STRING;
        }
    }

    /** A JSON string with the 36 characters of a UUID. */
    record Uuid() implements FieldType {
        private static final Pattern PATTERN = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.uuid(this);
        }

        @Override
        public Form form() {
            return Form.STRING;
        }

        @Override
        public boolean reads(String text) {
            return PATTERN.matcher(text).matches();
        }
    }

    /** A whole number of 64 bits; {@code 3.0} is one as well. */
    record Int64() implements FieldType {
        private static final NumberBounds BOUNDS =
                new NumberBounds(BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE), 0);

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.int64(this);
        }

        @Override
        public Form form() {
            return Form.NUMBER;
        }

        @Override
        public boolean isNumeric() {
            return true;
        }

        @Override
        public Optional<NumberBounds> bounds() {
            return Optional.of(BOUNDS);
        }
    }

    /** A double. */
    record Float64() implements FieldType {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.float64(this);
        }

        @Override
        public Form form() {
            return Form.NUMBER;
        }

        @Override
        public boolean isNumeric() {
            return true;
        }
    }

    /** A number with at most {@code scale} digits behind the point and {@link #PRECISION} in all: money. */
    record Decimal(int scale) implements FieldType {
        public static final int PRECISION = 18;

        public Decimal {
            if (scale < 0 || scale > PRECISION) {
                throw new IllegalArgumentException("Cannot use scale " + scale + ": not in 0.." + PRECISION);
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.decimal(this);
        }

        @Override
        public Form form() {
            return Form.NUMBER;
        }

        @Override
        public boolean isNumeric() {
            return true;
        }

        @Override
        public Optional<NumberBounds> bounds() {
            BigDecimal greatest =
                    BigDecimal.TEN.pow(PRECISION).subtract(BigDecimal.ONE).movePointLeft(scale);
            return Optional.of(new NumberBounds(greatest.negate(), greatest, scale));
        }
    }

    /** {@code true} or {@code false}. */
    record Bool() implements FieldType {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.bool(this);
        }

        @Override
        public Form form() {
            return Form.BOOLEAN;
        }
    }

    /**
     * An instant, kept in microseconds.
     *
     * @param isNumber whether a generated one is a JSON number rather than a string; of others both are read
     */
    record Timestamp(TimestampFormat format, boolean isNumber) implements FieldType {
        public Timestamp {
            requireNonNull(format, "format is null");
        }

        public Timestamp(TimestampFormat format) {
            this(format, format.isNumber());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.timestamp(this);
        }

        @Override
        public Form form() {
            return isNumber ? Form.NUMBER : Form.STRING;
        }

        @Override
        public boolean reads(String text) {
            return format.micros(text) != TimestampFormat.INVALID;
        }
    }

    /** A calendar date, {@code 2026-01-31}. */
    record Date() implements FieldType {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.date(this);
        }

        @Override
        public Form form() {
            return Form.STRING;
        }

        @Override
        public boolean reads(String text) {
            try {
                return text.length() == "2026-01-31".length() && LocalDate.parse(text) != null;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    /** A nested JSON object. */
    record Struct(List<Field> fields) implements FieldType {
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.struct(this);
        }

        @Override
        public Form form() {
            return Form.OBJECT;
        }
    }

    /** A JSON array whose elements are alike; {@code element.name()} is {@code "[]"}. */
    record Array(Field element) implements FieldType {
        public Array {
            requireNonNull(element, "element is null");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.array(this);
        }

        @Override
        public Form form() {
            return Form.ARRAY;
        }
    }
}
