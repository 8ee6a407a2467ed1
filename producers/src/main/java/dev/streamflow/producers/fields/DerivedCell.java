package dev.streamflow.producers.fields;

import dev.streamflow.events.Expression;
import dev.streamflow.producers.event.JsonBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the schema's expression gives for the other fields. */
final class DerivedCell implements Cell {
    private final Expression expression;
    private final List<Member> inputs;
    private final Map<String, Object> values = new HashMap<>();
    private Object value = "";

    DerivedCell(Expression expression, List<Member> inputs) {
        this.expression = expression;
        this.inputs = List.copyOf(inputs);
    }

    @Override
    public void draw(Moment moment) {
        for (Member input : inputs) {
            values.put(input.name(), input.cell().value());
        }
        value = expression.evaluate(values);
    }

    @Override
    public void write(JsonBytes json) {
        json.value(value);
    }

    @Override
    public void text(JsonBytes out) {
        if (value instanceof String text) {
            out.raw(text);
        } else {
            out.value(value);
        }
    }

    @Override
    public Object value() {
        return value;
    }
}
