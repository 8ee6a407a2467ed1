package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the cells of a row become an event. A field is read from the column that its {@code x-source} or its dotted name
 * says; an empty cell means that it is absent. Derived fields without a value of their own are computed.
 */
final class RowShape {
    private final EventSchema schema;
    private final List<Node> nodes;
    private final Leaf time;
    private final Optional<Leaf> key;
    private final Map<String, Leaf> top = new HashMap<>();
    private final Map<String, Object> derived = new HashMap<>();

    private final Map<String, Long> missing = new TreeMap<>();
    private final List<String> mistyped = new ArrayList<>();

    private sealed interface Node {}

    /** {@code column} is negative where the file has none. */
    private record Leaf(Field field, String name, String label, int column, CellText text, MissingTexts missing)
            implements Node {
        /** The cell; empty where it says that the value is missing. */
        String cell(List<String> row) {
            if (column < 0 || column >= row.size() || missing.contains(row.get(column))) {
                return "";
            }
            return text.strip(row.get(column));
        }
    }

    private record Group(String label, List<Node> nodes) implements Node {}

    RowShape(EventSchema schema, CsvHeader header) {
        this.schema = schema;
        this.nodes = nodes("", schema.fields(), header);
        this.time = leaf(nodes, schema.fields(), schema.eventTime().field().split("\\."), 0);
        for (Node node : nodes) {
            if (node instanceof Leaf leaf) {
                top.put(leaf.field().name(), leaf);
            }
        }
        this.key = schema.topic().key().map(top::get);
    }

    private static List<Node> nodes(String path, List<Field> fields, CsvHeader header) {
        List<Node> nodes = new ArrayList<>();
        for (Field field : fields) {
            String label = new JsonBytes().string(field.name()).raw(':').toString();
            nodes.add(
                    field.type() instanceof FieldType.Struct nested
                            ? new Group(label, nodes(path + field.name() + ".", nested.fields(), header))
                            : new Leaf(
                                    field,
                                    path + field.name(),
                                    label,
                                    header.index(path, field),
                                    new CellText(field),
                                    MissingTexts.of(field)));
        }
        return nodes;
    }

    private static Leaf leaf(List<Node> nodes, List<Field> fields, String[] path, int depth) {
        int at = fields.stream().map(Field::name).toList().indexOf(path[depth]);
        return nodes.get(at) instanceof Group group
                ? leaf(group.nodes(), ((FieldType.Struct) fields.get(at).type()).fields(), path, depth + 1)
                : (Leaf) nodes.get(at);
    }

    /** How often each text stood for a missing value, though the schema does not name it. */
    Map<String, Long> missing() {
        return missing;
    }

    /** The fields of the row last written whose cells are not of their type, but for the event time. */
    List<String> mistyped() {
        return mistyped;
    }

    /** Writes the event; gives its time in microseconds, or {@link EventRows#NO_TIME}. */
    long write(List<String> row, JsonBytes json) {
        mistyped.clear();
        derive(row);
        object(row, nodes, json);
        if (json.length() == 0) {
            json.raw("{}");
        }
        return schema.eventTime().format().micros(time.text().plain(time.cell(row)));
    }

    /** Writes the record's key; {@code false} where the row has none. */
    boolean writeKey(List<String> row, JsonBytes text) {
        key.ifPresent(leaf -> text.raw(leaf.text().plain(leaf.cell(row))));
        return text.length() > 0;
    }

    /** An object with the cells that are there; nothing at all where none is. */
    private void object(List<String> row, List<Node> members, JsonBytes json) {
        int start = json.length();
        char separator = '{';
        for (Node node : members) {
            int before = json.length();
            json.raw(separator).raw(node instanceof Leaf leaf ? leaf.label() : ((Group) node).label());
            int labelled = json.length();
            if (node instanceof Leaf leaf) {
                leaf(row, leaf, json, members == nodes);
            } else {
                object(row, ((Group) node).nodes(), json);
            }
            if (json.length() == labelled) {
                json.truncate(before);
            } else {
                separator = ',';
            }
        }
        if (json.length() > start) {
            json.raw('}');
        }
    }

    private void leaf(List<String> row, Leaf leaf, JsonBytes json, boolean isTop) {
        String cell = leaf.cell(row);
        if (cell.isEmpty() && leaf.column() >= 0 && leaf.column() < row.size()) {
            leaf.missing().assumed(row.get(leaf.column())).ifPresent(text -> missing.merge(text, 1L, Long::sum));
        }
        if (!cell.isEmpty()) {
            if (!leaf.text().write(cell, json) && !leaf.equals(time)) {
                mistyped.add(leaf.name());
            }
        } else if (isTop && derived.containsKey(leaf.field().name())) {
            json.value(derived.get(leaf.field().name()));
        }
    }

    /** Computes what the row does not say itself; where the row gives no values for it, the field stays absent. */
    private void derive(List<String> row) {
        derived.clear();
        for (Derived one : schema.derived()) {
            if (!top.get(one.field()).cell(row).isEmpty()) {
                continue;
            }
            Map<String, Object> inputs = new HashMap<>();
            for (String name : one.expression().fields()) {
                Leaf leaf = top.get(name);
                Object value = derived.containsKey(name)
                        ? derived.get(name)
                        : leaf.text().value(leaf.cell(row));
                if (value != null) {
                    inputs.put(name, value);
                }
            }
            if (inputs.size() == one.expression().fields().size()) {
                CellText.evaluate(one.expression(), inputs).ifPresent(value -> derived.put(one.field(), value));
            }
        }
    }
}
