package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;

/** A random UUID. */
final class UuidGenerator implements FieldGenerator {
    private long high;
    private long low;

    @Override
    public void draw(GenerationContext context) {
        high = context.random().next();
        low = context.random().next();
    }

    @Override
    public void write(JsonBytes json) {
        json.raw('"').uuid(high, low).raw('"');
    }

    @Override
    public void text(JsonBytes out) {
        out.uuid(high, low);
    }

    @Override
    public Object value() {
        return new JsonBytes().uuid(high, low).toString();
    }
}
