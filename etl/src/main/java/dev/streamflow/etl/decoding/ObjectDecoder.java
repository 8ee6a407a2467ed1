package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
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

/** Decodes a JSON object into the cells of its columns; nested objects are flattened. Not thread-safe. */
final class ObjectDecoder {
    private static final int UNSEEN = Integer.MAX_VALUE;

    private final Map<String, Key> keys = new HashMap<>();
    private final List<Slot> fields = new ArrayList<>();
    private final int[] seen;
    private final boolean[] present;
    private final boolean[] wanted;
    /** By slot, the reasons of a value that was read under a lower-ranked key, which another key may still replace. */
    private final Map<Integer, List<String>> unsure = new HashMap<>();

    /** One property: {@code nested} decodes an object, {@code value} anything else into {@code cell}. */
    private record Slot(Key first, String path, boolean required, int cell, ObjectDecoder nested, ValueDecoder value) {}

    /**
     * A JSON key of a property.
     *
     * @param rank of this key among those of the property; if an object has several, the lowest counts
     */
    private record Key(String name, int slot, int rank) {}

    /**
     * A decoder of these fields.
     *
     * @param prefix of their names in reasons: {@code geo.} or {@code items[].}
     * @param eventTime the event's time, which may be one of these fields
     * @param cells the cell of each of their {@link dev.streamflow.events.model.Columns}, or
     *     {@link EventDecoder#ABSENT}
     */
    ObjectDecoder(String prefix, List<Field> properties, Optional<EventTime> eventTime, PrimitiveIterator.OfInt cells) {
        for (Field field : properties) {
            String path = prefix + field.name();
            for (int rank = 0; rank < field.keys().size(); rank++) {
                String name = field.keys().get(rank);
                keys.put(name, new Key(name, fields.size(), rank));
            }
            Key first = keys.get(field.keys().get(0));
            if (field.type() instanceof FieldType.Struct object) {
                ObjectDecoder nested = new ObjectDecoder(path + ".", object.fields(), eventTime, cells);
                fields.add(new Slot(first, path, field.required(), EventDecoder.ABSENT, nested, null));
            } else {
                var time = eventTime.filter(named -> named.field().equals(path));
                ValueDecoder value = ValueDecoders.of(path, field, time);
                fields.add(new Slot(first, path, field.required(), cells.nextInt(), null, value));
            }
        }
        this.seen = new int[fields.size()];
        this.present = new boolean[fields.size()];
        this.wanted = new boolean[fields.size()];
        fields.forEach(field -> wanted[field.first().slot()] = isWanted(field));
    }

    private static boolean isWanted(Slot field) {
        return field.nested() == null
                ? field.cell() != EventDecoder.ABSENT
                : field.nested().fields.stream().anyMatch(ObjectDecoder::isWanted);
    }

    /** Decodes an object into {@code cells}; the parser is on its first property, or on its end. */
    void decode(JsonTokens line, Object[] cells, ReasonCollector reasons) throws IOException {
        JsonParser parser = line.parser();
        Arrays.fill(seen, UNSEEN);
        Arrays.fill(present, false);
        Set<String> others = null;
        int next = 0;
        for (; parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
            Key key = key(parser.currentName(), next);
            next = key == null ? 0 : key.slot() + 1;
            if (key == null || key.rank() > 0) {
                others = others == null ? new HashSet<>() : others;
                reasons.check(others.add(parser.currentName()), "json", "duplicate-key");
            }
            parser.nextToken();
            if (key == null || key.rank() >= seen[key.slot()]) {
                reasons.check(key == null || key.rank() > 0, "json", "duplicate-key");
                parser.skipChildren();
            } else {
                read(line, key, cells, reasons);
            }
        }
        missing(reasons);
    }

    /**
     * Decodes the fields that have cells, and reads no further than to the last of them; what else the object holds is
     * not checked.
     */
    void find(JsonTokens line, Object[] cells, ReasonCollector reasons) throws IOException {
        JsonParser parser = line.parser();
        Arrays.fill(seen, UNSEEN);
        int left = 0;
        for (boolean field : wanted) {
            left += field ? 1 : 0;
        }
        for (; left > 0 && parser.currentToken() != JsonToken.END_OBJECT; parser.nextToken()) {
            Key key = keys.get(parser.currentName());
            parser.nextToken();
            if (key == null || !wanted[key.slot()] || key.rank() >= seen[key.slot()]) {
                parser.skipChildren();
            } else {
                read(line, key, cells, reasons);
                left -= key.rank() == 0 ? 1 : 0;
            }
        }
    }

    /** @param next the slot to try first: properties mostly come in the schema's order */
    private Key key(String name, int next) {
        if (next < fields.size() && fields.get(next).first().name().equals(name)) {
            return fields.get(next).first();
        }
        return keys.get(name);
    }

    /** Decodes a property for the first time, or again under a key of lower rank. */
    private void read(JsonTokens line, Key key, Object[] cells, ReasonCollector reasons) throws IOException {
        Slot field = fields.get(key.slot());
        if (seen[key.slot()] != UNSEEN) {
            clear(field, cells);
            reasons.takeBack(unsure.get(key.slot()));
        }
        seen[key.slot()] = key.rank();
        present[key.slot()] = line.parser().currentToken() != JsonToken.VALUE_NULL;
        int before = reasons.count();
        if (present[key.slot()]) {
            value(line, field, cells, reasons);
        }
        if (key.rank() > 0) {
            unsure.put(key.slot(), reasons.after(before));
        }
    }

    private static void clear(Slot field, Object[] cells) {
        if (field.nested() != null) {
            field.nested().fields.forEach(inner -> clear(inner, cells));
        } else if (field.cell() != EventDecoder.ABSENT) {
            cells[field.cell()] = null;
        }
    }

    private static void value(JsonTokens line, Slot field, Object[] cells, ReasonCollector reasons) throws IOException {
        if (field.nested() == null) {
            Object value = field.value().decode(line, reasons);
            if (field.cell() != EventDecoder.ABSENT) {
                cells[field.cell()] = value;
            }
        } else if (line.parser().currentToken() == JsonToken.START_OBJECT) {
            line.parser().nextToken();
            field.nested().decode(line, cells, reasons);
        } else {
            reasons.wrongType(line, field.path());
        }
    }

    private void missing(ReasonCollector reasons) {
        for (int i = 0; i < present.length; i++) {
            if (!present[i] && fields.get(i).required()) {
                reasons.add(fields.get(i).path(), "required");
            }
        }
    }
}
