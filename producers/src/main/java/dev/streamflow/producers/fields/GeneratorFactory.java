package dev.streamflow.producers.fields;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Generate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a schema into the cells of its events. */
final class GeneratorFactory {
    private static final int HOURS = 24;

    private final String schema;
    private final Pools pools;
    private final IdGenerators ids;
    private final Map<String, PropertyGenerator> top = new HashMap<>();
    private String id = "";
    private long idValues = Long.MAX_VALUE;

    GeneratorFactory(EventSchema schema, long seed) {
        this.schema = schema.name();
        this.pools = new Pools(seed);
        this.ids = new IdGenerators(pools, seed);
    }

    /** How many events of one day can differ in the schema's {@code x-id}; {@link Long#MAX_VALUE} where that is not known or without end. */
    long idValues() {
        return idValues;
    }

    /** The whole event; its members by name are in {@link #member}. */
    ObjectGenerator event(EventSchema event) {
        Map<String, Derived> derived = new HashMap<>();
        event.derived().forEach(one -> derived.put(one.field(), one));
        List<PropertyGenerator> drawn = new ArrayList<>();
        id = event.id().size() == 1 ? event.id().get(0) : "";
        for (Field field : event.fields()) {
            if (!derived.containsKey(field.name())) {
                PropertyGenerator member = field.name().equals(id) ? idMember(field, drawn) : member(field, drawn);
                drawn.add(member);
                top.put(field.name(), member);
            }
        }
        for (Derived one : event.derived()) {
            List<PropertyGenerator> inputs =
                    one.expression().fields().stream().map(top::get).toList();
            PropertyGenerator member =
                    new PropertyGenerator(one.field(), new DerivedGenerator(one.expression(), inputs), 0);
            drawn.add(member);
            top.put(one.field(), member);
        }
        List<PropertyGenerator> members =
                event.fields().stream().map(field -> top.get(field.name())).toList();
        return new ObjectGenerator(members, drawn);
    }

    private PropertyGenerator idMember(Field field, List<PropertyGenerator> before) {
        double absent = field.generate().map(Generate::absent).orElse(0.0);
        try {
            return ids.cell(field, field.generate().flatMap(Generate::values))
                    .map(cell -> {
                        idValues = cell.values();
                        return new PropertyGenerator(field.name(), cell.cell(), absent);
                    })
                    .orElseGet(() -> member(field, before));
        } catch (IllegalArgumentException e) {
            throw impossible(field, e);
        }
    }

    private UsageException impossible(Field field, IllegalArgumentException e) {
        return new UsageException("Cannot generate " + field.name() + " of " + schema + ": " + e.getMessage());
    }

    /** The member of the event itself with that name. */
    PropertyGenerator member(String name) {
        return top.get(name);
    }

    private PropertyGenerator member(Field field, List<PropertyGenerator> before) {
        double absent = field.generate().map(Generate::absent).orElse(0.0);
        Optional<Generate.Values> values = field.generate().flatMap(Generate::values);
        try {
            return new PropertyGenerator(field.name(), cell(field, values, before), absent);
        } catch (IllegalArgumentException e) {
            throw impossible(field, e);
        }
    }

    private FieldGenerator cell(Field field, Optional<Generate.Values> values, List<PropertyGenerator> before) {
        if (values.isPresent() && values.get() instanceof Generate.Switch choice) {
            return switchCell(field, choice, before);
        } else if (field.type() instanceof FieldType.Struct nested) {
            List<PropertyGenerator> members = new ArrayList<>();
            nested.fields().forEach(inner -> members.add(member(inner, members)));
            return new ObjectGenerator(members, members);
        } else if (field.type() instanceof FieldType.Array array) {
            return arrayCell(field.constraints(), array, values);
        } else if (field.type() instanceof FieldType.Timestamp time
                && (values.isEmpty() || values.get() instanceof Generate.TimeOfDay)) {
            List<Double> hours = values.map(Generate.TimeOfDay.class::cast)
                    .map(Generate.TimeOfDay::hours)
                    .orElse(Collections.nCopies(HOURS, 1.0));
            return new TimeGenerator(time, hours);
        } else if (values.isEmpty() && field.type() instanceof FieldType.Date) {
            return new DateGenerator();
        } else if (values.map(Generate.Uuid.class::isInstance).orElse(field.type() instanceof FieldType.Uuid)) {
            return new UuidGenerator();
        }
        return Numbers.cell(field, values).orElseGet(() -> pools.cell(field, values));
    }

    private FieldGenerator switchCell(Field field, Generate.Switch choice, List<PropertyGenerator> before) {
        PropertyGenerator on = before.stream()
                .filter(member -> member.name().equals(choice.on()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "it is drawn by " + choice.on() + ", which does not stand before it"));
        Map<String, FieldGenerator> cases = new HashMap<>();
        choice.cases().forEach((text, values) -> cases.put(text, cell(field, Optional.of(values), before)));
        return new SwitchGenerator(on, cases, cell(field, choice.otherwise(), before));
    }

    private FieldGenerator arrayCell(Constraints constraints, FieldType.Array array, Optional<Generate.Values> values) {
        int least = constraints.minItems().orElse(0);
        int most = constraints.maxItems().orElse(Integer.MAX_VALUE);
        Generate.Length length = values.map(Generate.Length.class::cast)
                .orElse(new Generate.Length(least, (int) Math.min(most, least + 3L)));
        FieldGenerator element = member(array.element(), List.of()).cell();
        int min = Math.min(most, Math.max(least, length.min()));
        return new ArrayGenerator(element, min, Math.max(min, Math.min(most, length.max())));
    }
}
