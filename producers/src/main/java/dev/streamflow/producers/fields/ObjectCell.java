package dev.streamflow.producers.fields;

import dev.streamflow.producers.event.JsonBytes;
import java.util.List;

/** An object: its members in the order of the schema, those that follow from others drawn last. */
final class ObjectCell implements Cell {
    private final List<Member> members;
    private final List<Member> inDrawingOrder;

    ObjectCell(List<Member> members, List<Member> inDrawingOrder) {
        this.members = List.copyOf(members);
        this.inDrawingOrder = List.copyOf(inDrawingOrder);
    }

    Member member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void draw(Moment moment) {
        for (Member member : inDrawingOrder) {
            member.draw(moment);
        }
    }

    @Override
    public void write(JsonBytes json) {
        char separator = '{';
        for (Member member : members) {
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
