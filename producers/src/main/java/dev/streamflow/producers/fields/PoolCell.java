package dev.streamflow.producers.fields;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.producers.event.JsonBytes;
import java.util.List;

/** One of a pool of values that are rendered once. */
final class PoolCell implements Cell {
    /** Which value of the pool an event takes. */
    interface Picker {
        int index(Moment moment);
    }

    private final byte[][] json;
    private final byte[][] texts;
    private final Object[] values;
    private final Picker picker;
    private int index;

    PoolCell(List<JsonNode> pool, Picker picker) {
        this.json = pool.stream().map(node -> node.toString().getBytes(UTF_8)).toArray(byte[][]::new);
        this.texts = pool.stream().map(node -> node.asText().getBytes(UTF_8)).toArray(byte[][]::new);
        this.values = pool.stream().map(PoolCell::value).toArray();
        this.picker = picker;
    }

    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
    }

    @Override
    public void draw(Moment moment) {
        index = picker.index(moment);
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
