package dev.streamflow.producers.fields;

import dev.streamflow.events.json.JsonBytes;
import java.util.Map;

/** Drawn by the value of a field that stands before it in the same object. */
final class SwitchGenerator implements FieldGenerator {
    private final PropertyGenerator on;
    private final Map<String, FieldGenerator> cases;
    private final FieldGenerator otherwise;
    private FieldGenerator chosen;

    SwitchGenerator(PropertyGenerator on, Map<String, FieldGenerator> cases, FieldGenerator otherwise) {
        this.on = on;
        this.cases = Map.copyOf(cases);
        this.otherwise = otherwise;
        this.chosen = otherwise;
    }

    @Override
    public void draw(GenerationContext context) {
        String text = on.present() ? String.valueOf(on.generator().value()) : "";
        chosen = cases.getOrDefault(text, otherwise);
        chosen.draw(context);
    }

    @Override
    public void write(JsonBytes json) {
        chosen.write(json);
    }

    @Override
    public void text(JsonBytes out) {
        chosen.text(out);
    }

    @Override
    public Object value() {
        return chosen.value();
    }
}
