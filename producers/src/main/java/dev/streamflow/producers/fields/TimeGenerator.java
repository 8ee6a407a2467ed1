package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.time.TimestampFormat;
import dev.streamflow.producers.random.AliasSampler;
import java.time.ZoneOffset;
import java.util.List;

/** An instant of the day being generated (UTC), to the millisecond where the format holds it. */
final class TimeGenerator implements FieldGenerator {
    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private final TimestampFormat format;
    private final boolean isNumber;
    private final AliasSampler hours;
    private long micros;

    TimeGenerator(FieldType.Timestamp type, List<Double> hours) {
        this.format = type.format();
        this.isNumber = type.isNumber();
        this.hours = AliasSampler.of(hours);
    }

    @Override
    public void draw(GenerationContext context) {
        long hour = context.epochDay() * 24 + hours.index(context.random());
        micros = hour * MICROS_PER_HOUR + context.random().below(MILLIS_PER_HOUR) * 1000L;
    }

    /** Microseconds since 1970, as a reader of the event will see them. */
    long micros() {
        return format instanceof TimestampFormat.Iso ? micros : format.micros(format.text(micros));
    }

    @Override
    public void write(JsonBytes json) {
        if (isNumber) {
            text(json);
        } else {
            json.raw('"');
            text(json);
            json.raw('"');
        }
    }

    @Override
    public void text(JsonBytes out) {
        if (format instanceof TimestampFormat.Iso iso && iso.zone().equals(ZoneOffset.UTC)) {
            out.instant(micros);
        } else {
            out.raw(format.text(micros));
        }
    }

    @Override
    public Object value() {
        JsonBytes text = new JsonBytes();
        text(text);
        return text.toString();
    }
}
