package dev.streamflow.producers.fields;

import dev.streamflow.events.expressions.Expression;
import dev.streamflow.events.json.JsonBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the schema's expression gives for the other fields. */
final class DerivedGenerator implements FieldGenerator {
    private final Expression expression;
    private final List<PropertyGenerator> inputs;
    private final Map<String, Object> values = new HashMap<>();
    private Object value = "";

    DerivedGenerator(Expression expression, List<PropertyGenerator> inputs) {
        this.expression = expression;
        this.inputs = List.copyOf(inputs);
    }

    @Override
    public void draw(GenerationContext context) {
        for (PropertyGenerator input : inputs) {
            values.put(input.name(), input.generator().value());
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
