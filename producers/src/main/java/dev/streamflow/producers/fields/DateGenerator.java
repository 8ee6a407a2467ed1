package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;

/** The day being generated. */
final class DateGenerator implements FieldGenerator {
    private long epochDay;

    @Override
    public void draw(GenerationContext context) {
        epochDay = context.epochDay();
    }

    @Override
    public void write(JsonBytes json) {
        json.raw('"').date(epochDay).raw('"');
    }

    @Override
    public void text(JsonBytes out) {
        out.date(epochDay);
    }

    @Override
    public Object value() {
        return new JsonBytes().date(epochDay).toString();
    }
}
