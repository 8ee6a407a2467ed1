package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;

/** A property of an object: its name, its value, and how often it is left out. */
final class PropertyGenerator {
    private final String name;
    private final byte[] label;
    private final FieldGenerator generator;
    private final double absent;
    private boolean present = true;

    PropertyGenerator(String name, FieldGenerator generator, double absent) {
        this.name = name;
        this.label = new JsonBytes().string(name).raw(':').toByteArray();
        this.generator = generator;
        this.absent = absent;
    }

    void draw(GenerationContext context) {
        present = absent == 0 || !context.random().chance(absent);
        if (present) {
            generator.draw(context);
        }
    }

    boolean present() {
        return present;
    }

    void write(JsonBytes json) {
        json.raw(label);
        generator.write(json);
    }

    String name() {
        return name;
    }

    FieldGenerator generator() {
        return generator;
    }
}
