package dev.streamflow.producers.fields;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.Constraints;
import dev.streamflow.events.Derived;
import dev.streamflow.events.EventSchema;
import dev.streamflow.events.Field;
import dev.streamflow.events.FieldType;
import dev.streamflow.events.Generate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a schema into the cells of its events. */
final class Cells {
    private static final int HOURS = 24;

    private final String schema;
    private final Pools pools;
    private final IdCells ids;
    private final Map<String, Member> top = new HashMap<>();
    private String id = "";
    private long idValues = Long.MAX_VALUE;

    Cells(EventSchema schema, long seed) {
        this.schema = schema.name();
        this.pools = new Pools(seed);
        this.ids = new IdCells(pools, seed);
    }

    /** How many events of one day can differ in the schema's {@code x-id}; {@link Long#MAX_VALUE} where that is not known or without end. */
    long idValues() {
        return idValues;
    }

    /** The whole event; its members by name are in {@link #member}. */
    ObjectCell event(EventSchema event) {
        Map<String, Derived> derived = new HashMap<>();
        event.derived().forEach(one -> derived.put(one.field(), one));
        List<Member> drawn = new ArrayList<>();
        id = event.id().size() == 1 ? event.id().get(0) : "";
        for (Field field : event.fields()) {
            if (!derived.containsKey(field.name())) {
                Member member = field.name().equals(id) ? idMember(field, drawn) : member(field, drawn);
                drawn.add(member);
                top.put(field.name(), member);
            }
        }
        for (Derived one : event.derived()) {
            List<Member> inputs =
                    one.expression().fields().stream().map(top::get).toList();
            Member member = new Member(one.field(), new DerivedCell(one.expression(), inputs), 0);
            drawn.add(member);
            top.put(one.field(), member);
        }
        List<Member> members =
                event.fields().stream().map(field -> top.get(field.name())).toList();
        return new ObjectCell(members, drawn);
    }

    private Member idMember(Field field, List<Member> before) {
        double absent = field.generate().map(Generate::absent).orElse(0.0);
        try {
            return ids.cell(field, field.generate().flatMap(Generate::values))
                    .map(cell -> {
                        idValues = cell.values();
                        return new Member(field.name(), cell.cell(), absent);
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
    Member member(String name) {
        return top.get(name);
    }

    private Member member(Field field, List<Member> before) {
        double absent = field.generate().map(Generate::absent).orElse(0.0);
        Optional<Generate.Values> values = field.generate().flatMap(Generate::values);
        try {
            return new Member(field.name(), cell(field, values, before), absent);
        } catch (IllegalArgumentException e) {
            throw impossible(field, e);
        }
    }

    private Cell cell(Field field, Optional<Generate.Values> values, List<Member> before) {
        if (values.isPresent() && values.get() instanceof Generate.Switch choice) {
            return switchCell(field, choice, before);
        } else if (field.type() instanceof FieldType.Nested nested) {
            List<Member> members = new ArrayList<>();
            nested.fields().forEach(inner -> members.add(member(inner, members)));
            return new ObjectCell(members, members);
        } else if (field.type() instanceof FieldType.Array array) {
            return arrayCell(field.constraints(), array, values);
        } else if (field.type() instanceof FieldType.Timestamp time
                && (values.isEmpty() || values.get() instanceof Generate.TimeOfDay)) {
            List<Double> hours = values.map(Generate.TimeOfDay.class::cast)
                    .map(Generate.TimeOfDay::hours)
                    .orElse(Collections.nCopies(HOURS, 1.0));
            return new TimeCell(time, hours);
        } else if (values.isEmpty() && field.type() instanceof FieldType.Date) {
            return new DateCell();
        } else if (values.map(Generate.Uuid.class::isInstance).orElse(field.type() instanceof FieldType.Uuid)) {
            return new UuidCell();
        }
        return Numbers.cell(field, values).orElseGet(() -> pools.cell(field, values));
    }

    private Cell switchCell(Field field, Generate.Switch choice, List<Member> before) {
        Member on = before.stream()
                .filter(member -> member.name().equals(choice.on()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "it is drawn by " + choice.on() + ", which does not stand before it"));
        Map<String, Cell> cases = new HashMap<>();
        choice.cases().forEach((text, values) -> cases.put(text, cell(field, Optional.of(values), before)));
        return new SwitchCell(on, cases, cell(field, choice.otherwise(), before));
    }

    private Cell arrayCell(Constraints constraints, FieldType.Array array, Optional<Generate.Values> values) {
        int least = constraints.minItems().orElse(0);
        int most = constraints.maxItems().orElse(Integer.MAX_VALUE);
        Generate.Length length = values.map(Generate.Length.class::cast)
                .orElse(new Generate.Length(least, (int) Math.min(most, least + 3L)));
        Cell element = member(array.element(), List.of()).cell();
        int min = Math.min(most, Math.max(least, length.min()));
        return new ArrayCell(element, min, Math.max(min, Math.min(most, length.max())));
    }
}
