package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;

/** An array of so many elements, each drawn anew. */
final class ArrayGenerator implements FieldGenerator {
    private final FieldGenerator element;
    private final int min;
    private final int max;
    private final JsonBytes rendered = new JsonBytes();

    ArrayGenerator(FieldGenerator element, int min, int max) {
        this.element = element;
        this.min = min;
        this.max = max;
    }

    @Override
    public void draw(GenerationContext context) {
        int count = min + context.random().below(max - min + 1);
        rendered.clear().raw('[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                rendered.raw(',');
            }
            element.draw(context);
            element.write(rendered);
        }
        rendered.raw(']');
    }

    @Override
    public void write(JsonBytes json) {
        json.raw(rendered);
    }

    @Override
    public Object value() {
        throw new UnsupportedOperationException("Cannot read an array in an expression");
    }
}
