package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.EventTime;
import dev.streamflow.events.Field;
import dev.streamflow.events.FieldType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a JSON object into the cells of its columns; nested objects fill the cells beside. Not thread-safe. */
final class ObjectDecoder {
    private static final int UNKNOWN = -1;

    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Slot> fields = new ArrayList<>();
    private final int width;

    /** One property: its first cell, and how it is read; an object is read by {@code nested}, anything else by {@code value}. */
    private record Slot(
            String name, String path, boolean required, int cell, ObjectDecoder nested, ValueDecoder value) {}

    /**
     * A reader of these fields.
     *
     * @param prefix what stands before their names in a reason: {@code geo.} or {@code items[].}
     * @param eventTime the field that is the event's time, at the top
     */
    ObjectDecoder(String prefix, List<Field> properties, Optional<EventTime> eventTime) {
        int cell = 0;
        for (Field field : properties) {
            String path = prefix + field.name();
            ObjectDecoder nested = null;
            ValueDecoder value = null;
            int cells = 1;
            if (field.type() instanceof FieldType.Nested object) {
                nested = new ObjectDecoder(path + ".", object.fields(), Optional.empty());
                cells = nested.width;
            } else if (field.type() instanceof FieldType.Array array) {
                value = new ArrayDecoder(path, array.element(), field.constraints());
            } else {
                var time = eventTime.filter(named -> named.field().equals(field.name()));
                value = ScalarDecoders.of(path, field.type(), field.constraints(), time);
            }
            slots.put(field.name(), fields.size());
            fields.add(new Slot(field.name(), path, field.required(), cell, nested, value));
            cell += cells;
        }
        this.width = cell;
    }

    /** How many cells an object takes. */
    int width() {
        return width;
    }

    /** Reads the object whose first property the parser stands on (or its end) into {@code cells} from {@code offset}. */
    void decode(JsonParser parser, Object[] cells, int offset, Faults faults) throws IOException {
        boolean[] seen = new boolean[fields.size()];
        boolean[] present = new boolean[fields.size()];
        Set<String> unknown = null;
        int next = 0;
        for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
            String name = parser.currentName();
            int slot = slot(name, next);
            next = slot + 1;
            parser.nextToken();
            if (slot == UNKNOWN) {
                unknown = unknown == null ? new HashSet<>() : unknown;
                duplicate(!unknown.add(name), faults);
                parser.skipChildren();
            } else if (seen[slot]) {
                duplicate(true, faults);
                parser.skipChildren();
            } else {
                seen[slot] = true;
                present[slot] = parser.currentToken() != JsonToken.VALUE_NULL;
                value(parser, fields.get(slot), present[slot], cells, offset, faults);
            }
        }
        missing(present, faults);
    }

    /** @param next where it is, if the properties come in the schema's order, as they mostly do */
    private int slot(String name, int next) {
        return next < fields.size() && fields.get(next).name().equals(name) ? next : slots.getOrDefault(name, UNKNOWN);
    }

    private static void duplicate(boolean found, Faults faults) {
        if (found) {
            faults.add("json", "duplicate-key");
        }
    }

    private static void value(JsonParser parser, Slot field, boolean present, Object[] cells, int offset, Faults faults)
            throws IOException {
        if (!present) {
            return;
        }
        if (field.nested() == null) {
            cells[offset + field.cell()] = field.value().decode(parser, faults);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            parser.nextToken();
            field.nested().decode(parser, cells, offset + field.cell(), faults);
        } else {
            faults.add(field.path(), "type");
            parser.skipChildren();
        }
    }

    private void missing(boolean[] present, Faults faults) {
        for (int i = 0; i < present.length; i++) {
            if (!present[i] && fields.get(i).required()) {
                faults.add(fields.get(i).path(), "required");
            }
        }
    }

    /** As {@link #decode}, into cells of its own. */
    Object[] decode(JsonParser parser, Faults faults) throws IOException {
        Object[] cells = new Object[width];
        decode(parser, cells, 0, faults);
        return cells;
    }
}
