package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;
import java.util.List;

/** An object: its members in the order of the schema, those that follow from others drawn last. */
final class ObjectGenerator implements FieldGenerator {
    private final List<PropertyGenerator> members;
    private final List<PropertyGenerator> inDrawingOrder;

    ObjectGenerator(List<PropertyGenerator> members, List<PropertyGenerator> inDrawingOrder) {
        this.members = List.copyOf(members);
        this.inDrawingOrder = List.copyOf(inDrawingOrder);
    }

    PropertyGenerator member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void draw(GenerationContext context) {
        for (PropertyGenerator member : inDrawingOrder) {
            member.draw(context);
        }
    }

    @Override
    public void write(JsonBytes json) {
        char separator = '{';
        for (PropertyGenerator member : members) {
            if (member.present()) {
                json.raw(separator);
                member.write(json);
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
