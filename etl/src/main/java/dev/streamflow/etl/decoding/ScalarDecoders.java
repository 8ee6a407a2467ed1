package dev.streamflow.etl.decoding;

import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.model.FieldType;
import java.util.Optional;

/** Decoders of single values, by type. */
final class ScalarDecoders {
    private ScalarDecoders() {}

    static ValueDecoder of(String path, FieldType type, Constraints constraints, Optional<EventTime> eventTime) {
        if (type instanceof FieldType.Text) {
            return TextDecoders.text(path, constraints);
        } else if (type instanceof FieldType.Uuid) {
            return checked(path, TextDecoders.uuid(path), constraints);
        } else if (type instanceof FieldType.Int64) {
            return NumberDecoders.whole(path, constraints);
        } else if (type instanceof FieldType.Float64) {
            return NumberDecoders.real(path, constraints);
        } else if (type instanceof FieldType.Decimal decimal) {
            return NumberDecoders.decimal(path, decimal.scale(), constraints);
        } else if (type instanceof FieldType.Bool) {
            return flag(path);
        } else if (type instanceof FieldType.Date) {
            return checked(path, TimeDecoders.date(path), constraints);
        } else if (type instanceof FieldType.Timestamp timestamp) {
            ValueDecoder time = eventTime
                    .map(named -> TimeDecoders.eventTime(path, named))
                    .orElseGet(() -> TimeDecoders.timestamp(path, timestamp.format()));
            return checked(path, time, constraints);
        }
        throw new IllegalArgumentException("Cannot decode " + type + " as a single value");
    }

    /** Adds the keywords for text and numbers to a decoder of a formatted value, such as a date. */
    private static ValueDecoder checked(String path, ValueDecoder decoder, Constraints constraints) {
        if (constraints.equals(Constraints.NONE)) {
            return decoder;
        }
        return (line, reasons) -> {
            Object value = decoder.decode(line, reasons);
            if (value == null) {
                return null;
            }
            boolean valid = line.parser().currentToken().isNumeric()
                    ? NumberDecoders.bounds(line.parser().getDecimalValue(), path, constraints, reasons)
                    : TextDecoders.keywords(line.parser().getText(), path, constraints, reasons);
            return valid ? value : null;
        };
    }

    private static ValueDecoder flag(String path) {
        return (line, reasons) -> {
            if (line.parser().currentToken().isBoolean()) {
                return line.parser().getBooleanValue();
            }
            reasons.wrongType(line, path);
            return null;
        };
    }
}
