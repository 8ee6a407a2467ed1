package dev.streamflow.producers.fields;

import dev.streamflow.producers.event.JsonBytes;
import java.math.BigDecimal;

/** A number with a fixed count of decimals, kept as a whole number of its last decimal: money stays exact. */
final class NumberCell implements Cell {
    /** A number in units of the last decimal. */
    interface Source {
        long unscaled(Moment moment);
    }

    private final Source source;
    private final int scale;
    private long unscaled;

    NumberCell(Source source, int scale) {
        this.source = source;
        this.scale = scale;
    }

    @Override
    public void draw(Moment moment) {
        unscaled = source.unscaled(moment);
    }

    @Override
    public void write(JsonBytes json) {
        json.decimal(unscaled, scale);
    }

    @Override
    public Object value() {
        return BigDecimal.valueOf(unscaled, scale);
    }
}
