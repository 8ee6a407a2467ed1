package dev.streamflow.etl.decoding;

import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.util.Optional;

/** The decoder of a value, by its type. */
final class ValueDecoders implements FieldType.Visitor<ValueDecoder> {
    private final String path;
    private final Constraints constraints;
    private final Optional<EventTime> eventTime;

    private ValueDecoders(String path, Constraints constraints, Optional<EventTime> eventTime) {
        this.path = path;
        this.constraints = constraints;
        this.eventTime = eventTime;
    }

    /**
     * The decoder of a field.
     *
     * @param path its name in reasons
     * @param eventTime the event's time, if this field holds it
     */
    static ValueDecoder of(String path, Field field, Optional<EventTime> eventTime) {
        return field.type().accept(new ValueDecoders(path, field.constraints(), eventTime));
    }

    @Override
    public ValueDecoder text(FieldType.Text type) {
        return TextDecoders.text(path, constraints);
    }

    @Override
    public ValueDecoder uuid(FieldType.Uuid type) {
        return checked(TextDecoders.uuid(path));
    }

    @Override
    public ValueDecoder int64(FieldType.Int64 type) {
        return NumberDecoders.whole(path, constraints);
    }

    @Override
    public ValueDecoder float64(FieldType.Float64 type) {
        return NumberDecoders.real(path, constraints);
    }

    @Override
    public ValueDecoder decimal(FieldType.Decimal type) {
        return NumberDecoders.decimal(path, type.scale(), constraints);
    }

    @Override
    public ValueDecoder bool(FieldType.Bool type) {
        return (line, reasons) -> {
            if (line.parser().currentToken().isBoolean()) {
                return line.parser().getBooleanValue();
            }
            reasons.wrongType(line, path);
            return null;
        };
    }

    @Override
    public ValueDecoder timestamp(FieldType.Timestamp type) {
        return checked(eventTime
                .map(named -> TimeDecoders.eventTime(path, named))
                .orElseGet(() -> TimeDecoders.timestamp(path, type.format())));
    }

    @Override
    public ValueDecoder date(FieldType.Date type) {
        return checked(TimeDecoders.date(path));
    }

    @Override
    public ValueDecoder struct(FieldType.Struct type) {
        return new RowDecoder(path, type.fields());
    }

    @Override
    public ValueDecoder array(FieldType.Array type) {
        return new ArrayDecoder(path, type.element(), constraints);
    }

    /** Adds the keywords for text and numbers to a decoder of a formatted value, such as a date. */
    private ValueDecoder checked(ValueDecoder decoder) {
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
}
