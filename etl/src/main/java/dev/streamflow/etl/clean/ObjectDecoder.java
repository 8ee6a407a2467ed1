package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.EventTime;
import dev.streamflow.events.Field;
import dev.streamflow.events.FieldType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;

/** Reads a JSON object into the cells of its columns; nested objects fill the cells beside. Not thread-safe. */
final class ObjectDecoder {
    private static final int UNKNOWN = -1;

    private final Map<String, Integer> slots = new HashMap<>();
    private final List<Slot> fields = new ArrayList<>();
    private final boolean[] seen;
    private final boolean[] present;

    /** One property: an object is read by {@code nested} into cells of its own, anything else by {@code value} into {@code cell}. */
    private record Slot(
            String name, String path, boolean required, int cell, ObjectDecoder nested, ValueDecoder value) {}

    /**
     * A reader of these fields.
     *
     * @param prefix what stands before their names in a reason: {@code geo.} or {@code items[].}
     * @param eventTime the field that is the event's time, at the top
     * @param cells the cell of each of their {@link dev.streamflow.events.Columns}, or {@link LineDecoder#NOWHERE}
     */
    ObjectDecoder(String prefix, List<Field> properties, Optional<EventTime> eventTime, PrimitiveIterator.OfInt cells) {
        for (Field field : properties) {
            String path = prefix + field.name();
            slots.put(field.name(), fields.size());
            if (field.type() instanceof FieldType.Nested object) {
                ObjectDecoder nested = new ObjectDecoder(path + ".", object.fields(), Optional.empty(), cells);
                fields.add(new Slot(field.name(), path, field.required(), LineDecoder.NOWHERE, nested, null));
            } else {
                ValueDecoder value = value(path, field, eventTime);
                fields.add(new Slot(field.name(), path, field.required(), cells.nextInt(), null, value));
            }
        }
        this.seen = new boolean[fields.size()];
        this.present = new boolean[fields.size()];
    }

    private static ValueDecoder value(String path, Field field, Optional<EventTime> eventTime) {
        if (field.type() instanceof FieldType.Array array) {
            return new ArrayDecoder(path, array.element(), field.constraints());
        }
        var time = eventTime.filter(named -> named.field().equals(field.name()));
        return ScalarDecoders.of(path, field.type(), field.constraints(), time);
    }

    /** Reads the object whose first property the parser stands on (or its end) into {@code cells}. */
    void decode(LineTokens line, Object[] cells, Faults faults) throws IOException {
        JsonParser parser = line.parser();
        Arrays.fill(seen, false);
        Arrays.fill(present, false);
        Set<String> unknown = null;
        int next = 0;
        for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
            String name = parser.currentName();
            int slot = slot(name, next);
            next = slot + 1;
            parser.nextToken();
            if (slot == UNKNOWN) {
                unknown = unknown == null ? new HashSet<>() : unknown;
                faults.check(unknown.add(name), "json", "duplicate-key");
                parser.skipChildren();
            } else if (seen[slot]) {
                faults.add("json", "duplicate-key");
                parser.skipChildren();
            } else {
                seen[slot] = true;
                present[slot] = parser.currentToken() != JsonToken.VALUE_NULL;
                value(line, fields.get(slot), present[slot], cells, faults);
            }
        }
        missing(faults);
    }

    /** @param next where it is, if the properties come in the schema's order, as they mostly do */
    private int slot(String name, int next) {
        return next < fields.size() && fields.get(next).name().equals(name) ? next : slots.getOrDefault(name, UNKNOWN);
    }

    private static void value(LineTokens line, Slot field, boolean present, Object[] cells, Faults faults)
            throws IOException {
        if (!present) {
            return;
        }
        if (field.nested() == null) {
            Object value = field.value().decode(line, faults);
            if (field.cell() != LineDecoder.NOWHERE) {
                cells[field.cell()] = value;
            }
        } else if (line.parser().currentToken() == JsonToken.START_OBJECT) {
            line.parser().nextToken();
            field.nested().decode(line, cells, faults);
        } else {
            faults.wrongType(line, field.path());
        }
    }

    private void missing(Faults faults) {
        for (int i = 0; i < present.length; i++) {
            if (!present[i] && fields.get(i).required()) {
                faults.add(fields.get(i).path(), "required");
            }
        }
    }
}
