package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import dev.streamflow.events.time.TimestampFormat;
import java.util.List;

/** What a field may hold. Each type has one JSON form, one CSV form and one column type in the lake. */
public sealed interface FieldType {

    /** A JSON string. */
    record Text() implements FieldType {}

    /** A JSON string with the 36 characters of a UUID. */
    record Uuid() implements FieldType {}

    /** A whole number of 64 bits; {@code 3.0} is one as well. */
    record Int64() implements FieldType {}

    /** A double. */
    record Float64() implements FieldType {}

    /** A number with at most {@code scale} digits behind the point and {@link #PRECISION} in all: money. */
    record Decimal(int scale) implements FieldType {
        public static final int PRECISION = 18;

        public Decimal {
            if (scale < 0 || scale > PRECISION) {
                throw new IllegalArgumentException("Cannot use scale " + scale + ": not in 0.." + PRECISION);
            }
        }
    }

    /** {@code true} or {@code false}. */
    record Bool() implements FieldType {}

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
    }

    /** A calendar date, {@code 2026-01-31}. */
    record Date() implements FieldType {}

    /** A nested JSON object. */
    record Struct(List<Field> fields) implements FieldType {
        public Struct {
            fields = List.copyOf(fields);
        }
    }

    /** A JSON array whose elements are alike; {@code element.name()} is {@code "[]"}. */
    record Array(Field element) implements FieldType {
        public Array {
            requireNonNull(element, "element is null");
        }
    }

    /** Whether its values can be added up. */
    static boolean isNumeric(FieldType type) {
        return type instanceof Int64 || type instanceof Float64 || type instanceof Decimal;
    }
}
