package dev.streamflow.producers.fields;

import dev.streamflow.producers.event.JsonBytes;

/** A random UUID. */
final class UuidCell implements Cell {
    private long high;
    private long low;

    @Override
    public void draw(Moment moment) {
        high = moment.draws().next();
        low = moment.draws().next();
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
