package dev.streamflow.producers.fields;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.Generate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a schema into the generators of its events. */
final class GeneratorFactory {
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

    /**
     * How many events of one day can differ in the schema's {@code x-id}; {@link Long#MAX_VALUE} where that is not
     * known or without end.
     */
    long idValues() {
        return idValues;
    }

    /** The whole event; its properties by name are in {@link #property}. */
    ObjectGenerator event(EventSchema event) {
        Map<String, Derived> derived = new HashMap<>();
        event.derived().forEach(one -> derived.put(one.field(), one));
        List<PropertyGenerator> drawn = new ArrayList<>();
        id = event.id().size() == 1 ? event.id().get(0) : "";
        for (Field field : event.fields()) {
            if (!derived.containsKey(field.name())) {
                PropertyGenerator property =
                        field.name().equals(id) ? idProperty(field, drawn) : property(field, drawn);
                drawn.add(property);
                top.put(field.name(), property);
            }
        }
        for (Derived one : event.derived()) {
            List<PropertyGenerator> inputs =
                    one.expression().fields().stream().map(top::get).toList();
            PropertyGenerator property =
                    new PropertyGenerator(one.field(), new DerivedGenerator(one.expression(), inputs), 0);
            drawn.add(property);
            top.put(one.field(), property);
        }
        List<PropertyGenerator> properties =
                event.fields().stream().map(field -> top.get(field.name())).toList();
        return new ObjectGenerator(properties, drawn);
    }

    private PropertyGenerator idProperty(Field field, List<PropertyGenerator> before) {
        double absent = field.generate().map(Generate::absent).orElse(0.0);
        try {
            return ids.generator(field, field.generate().flatMap(Generate::values))
                    .map(generator -> {
                        idValues = generator.values();
                        return new PropertyGenerator(field.name(), generator.generator(), absent);
                    })
                    .orElseGet(() -> property(field, before));
        } catch (IllegalArgumentException e) {
            throw impossible(field, e);
        }
    }

    private UsageException impossible(Field field, IllegalArgumentException e) {
        return new UsageException("Cannot generate " + field.name() + " of " + schema + ": " + e.getMessage());
    }

    /** The property of the event itself with that name. */
    PropertyGenerator property(String name) {
        return top.get(name);
    }

    /** A property of an object, which may be drawn by those before it. */
    PropertyGenerator property(Field field, List<PropertyGenerator> before) {
        double absent = field.generate().map(Generate::absent).orElse(0.0);
        Optional<Generate.Values> values = field.generate().flatMap(Generate::values);
        try {
            return new PropertyGenerator(field.name(), generator(field, values, before), absent);
        } catch (IllegalArgumentException e) {
            throw impossible(field, e);
        }
    }

    private FieldGenerator generator(Field field, Optional<Generate.Values> values, List<PropertyGenerator> before) {
        if (values.isPresent() && values.get() instanceof Generate.Switch choice) {
            return switching(field, choice, before);
        }
        return field.type().accept(new GeneratorByType(this, pools, field, values));
    }

    private FieldGenerator switching(Field field, Generate.Switch choice, List<PropertyGenerator> before) {
        PropertyGenerator on = before.stream()
                .filter(property -> property.name().equals(choice.on()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "it is drawn by " + choice.on() + ", which does not stand before it"));
        Map<String, FieldGenerator> cases = new HashMap<>();
        choice.cases().forEach((text, values) -> cases.put(text, generator(field, Optional.of(values), before)));
        return new SwitchGenerator(on, cases, generator(field, choice.otherwise(), before));
    }
}
