package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;
import java.util.List;

/** An object: its properties in the order of the schema, those that follow from others drawn last. */
final class ObjectGenerator implements FieldGenerator {
    private final List<PropertyGenerator> properties;
    private final List<PropertyGenerator> inDrawingOrder;

    ObjectGenerator(List<PropertyGenerator> properties, List<PropertyGenerator> inDrawingOrder) {
        this.properties = List.copyOf(properties);
        this.inDrawingOrder = List.copyOf(inDrawingOrder);
    }

    PropertyGenerator property(String name) {
        return properties.stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void draw(GenerationContext context) {
        for (PropertyGenerator property : inDrawingOrder) {
            property.draw(context);
        }
    }

    @Override
    public void write(JsonBytes json) {
        char separator = '{';
        for (PropertyGenerator property : properties) {
            if (property.present()) {
                json.raw(separator);
                property.write(json);
                separator = ',';
            }
        }
        json.raw(separator == '{' ? "{}" : "}");
    }

    @Override
    public Object value() {
        throw new UnsupportedOperationException("Cannot read an object in an expression");
    }
}
