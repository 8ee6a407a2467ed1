package dev.streamflow.producers.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.streamflow.events.Expression;
import dev.streamflow.producers.event.JsonBytes;
import java.math.BigDecimal;
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
        json.raw(json(value).toString());
    }

    /** The JSON of what an expression gives; a number without an exponent. */
    static JsonNode json(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof BigDecimal number) {
            return nodes.numberNode(number.scale() < 0 ? number.setScale(0) : number);
        }
        return value instanceof Boolean flag ? nodes.booleanNode(flag) : nodes.textNode(String.valueOf(value));
    }

    @Override
    public void text(JsonBytes out) {
        out.raw(json(value).asText());
    }

    @Override
    public Object value() {
        return value;
    }
}
