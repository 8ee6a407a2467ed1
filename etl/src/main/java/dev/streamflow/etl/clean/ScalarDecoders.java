package dev.streamflow.etl.clean;

import dev.streamflow.events.Constraints;
import dev.streamflow.events.EventTime;
import dev.streamflow.events.FieldType;
import java.util.Optional;

/** Readers of single values, by their type. */
final class ScalarDecoders {
    private ScalarDecoders() {}

    static ValueDecoder of(String path, FieldType type, Constraints constraints, Optional<EventTime> eventTime) {
        if (type instanceof FieldType.Text) {
            return TextDecoders.text(path, constraints);
        } else if (type instanceof FieldType.Uuid) {
            return TextDecoders.uuid(path);
        } else if (type instanceof FieldType.Whole) {
            return NumberDecoders.whole(path, constraints);
        } else if (type instanceof FieldType.Real) {
            return NumberDecoders.real(path, constraints);
        } else if (type instanceof FieldType.Decimal decimal) {
            return NumberDecoders.decimal(path, decimal.scale(), constraints);
        } else if (type instanceof FieldType.Flag) {
            return flag(path);
        } else if (type instanceof FieldType.Date) {
            return TimeDecoders.date(path);
        } else if (type instanceof FieldType.Timestamp timestamp) {
            return TimeDecoders.timestamp(path, timestamp.format(), eventTime);
        }
        throw new IllegalArgumentException("Cannot decode " + type + " as a single value");
    }

    private static ValueDecoder flag(String path) {
        return (line, faults) -> {
            if (line.parser().currentToken().isBoolean()) {
                return line.parser().getBooleanValue();
            }
            faults.wrongType(line, path);
            return null;
        };
    }
}
