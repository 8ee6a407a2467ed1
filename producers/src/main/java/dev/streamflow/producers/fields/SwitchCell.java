package dev.streamflow.producers.fields;

import dev.streamflow.producers.event.JsonBytes;
import java.util.Map;

/** Drawn by the value of a field that stands before it in the same object. */
final class SwitchCell implements Cell {
    private final Member on;
    private final Map<String, Cell> cases;
    private final Cell otherwise;
    private Cell chosen;

    SwitchCell(Member on, Map<String, Cell> cases, Cell otherwise) {
        this.on = on;
        this.cases = Map.copyOf(cases);
        this.otherwise = otherwise;
        this.chosen = otherwise;
    }

    @Override
    public void draw(Moment moment) {
        String text = on.present() ? String.valueOf(on.cell().value()) : "";
        chosen = cases.getOrDefault(text, otherwise);
        chosen.draw(moment);
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
