package dev.streamflow.producers.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.events.json.JsonBytes;
import java.util.List;

/** One of a pool of values that are rendered once. */
final class PoolGenerator implements FieldGenerator {
    /** Which value of the pool an event takes. */
    interface Picker {
        int index(GenerationContext context);
    }

    private final byte[][] json;
    private final byte[][] texts;
    private final Object[] values;
    private final Picker picker;
    private int index;

    PoolGenerator(List<JsonNode> pool, Picker picker) {
        this.json = pool.stream().map(node -> node.toString().getBytes(UTF_8)).toArray(byte[][]::new);
        this.texts = pool.stream().map(node -> node.asText().getBytes(UTF_8)).toArray(byte[][]::new);
        this.values = pool.stream().map(PoolGenerator::value).toArray();
        this.picker = picker;
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    @Override
    public void draw(GenerationContext context) {
        index = picker.index(context);
    }

    @Override
    public void write(JsonBytes out) {
        out.raw(json[index]);
    }

    @Override
    public void text(JsonBytes out) {
        out.raw(texts[index]);
    }

    @Override
    public Object value() {
        return values[index];
    }
}
