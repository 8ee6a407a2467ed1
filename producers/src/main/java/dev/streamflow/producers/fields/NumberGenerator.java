package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;
import java.math.BigDecimal;

/** A number with a fixed count of decimals, kept as a whole number of its last decimal: money stays exact. */
final class NumberGenerator implements FieldGenerator {
    /** A number in units of the last decimal. */
    interface Source {
        long unscaled(GenerationContext context);
    }

    private final Source source;
    private final int scale;
    private long unscaled;

    NumberGenerator(Source source, int scale) {
        this.source = source;
        this.scale = scale;
    }

    @Override
    public void draw(GenerationContext context) {
        unscaled = source.unscaled(context);
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
