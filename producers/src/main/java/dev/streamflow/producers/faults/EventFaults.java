package dev.streamflow.producers.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.model.Derived;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import dev.streamflow.events.model.Rule;
import dev.streamflow.producers.random.SplitMix64;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The ways in which a valid event can break its schema, found in the schema itself. The document stays JSON. */
final class EventFaults {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** One way; it takes hold of events that have the field. */
    private record Fault(String field, BiConsumer<ObjectNode, String> change) {}

    private final List<Fault> faults = new ArrayList<>();

    EventFaults(EventSchema schema) {
        for (Field field : schema.fields()) {
            if (field.required()) {
                faults.add(new Fault(field.name(), ObjectNode::remove));
            }
            faults.add(new Fault(field.name(), wrongType(field.type())));
            bounds(field);
        }
        schema.derived().stream().map(Derived::field).forEach(this::doesNotAddUp);
        for (Rule rule : schema.rules()) {
            schema.fields().stream()
                    .map(Field::name)
                    .filter(name -> rule.condition().startsWith(name + " = "))
                    .forEach(this::doesNotAddUp);
        }
    }

    private static BiConsumer<ObjectNode, String> wrongType(FieldType type) {
        // A time is read from a string also where it is written as a number.
        boolean takesText = type.form() == FieldType.Form.STRING || type instanceof FieldType.Timestamp;
        return takesText ? (event, name) -> event.put(name, true) : (event, name) -> event.put(name, "n/a");
    }

    private void bounds(Field field) {
        field.constraints().minimum().ifPresent(min -> put(field, min.subtract(BigDecimal.ONE)));
        field.constraints().exclusiveMinimum().ifPresent(min -> put(field, min));
        field.constraints().maximum().ifPresent(max -> put(field, max.add(BigDecimal.ONE)));
        field.constraints().exclusiveMaximum().ifPresent(max -> put(field, max));
        if (!field.constraints().allowed().isEmpty()) {
            faults.add(new Fault(field.name(), (event, name) -> event.put(name, "unheard_of")));
        }
    }

    private void put(Field field, BigDecimal number) {
        faults.add(new Fault(field.name(), (event, name) -> event.put(name, number)));
    }

    /** One unit more than follows from the other fields; a text gets another. */
    private void doesNotAddUp(String field) {
        faults.add(new Fault(field, (event, name) -> {
            JsonNode value = event.get(name);
            if (value.isNumber()) {
                event.put(name, value.decimalValue().add(BigDecimal.ONE));
            } else if (value.isBoolean()) {
                event.put(name, !value.booleanValue());
            } else {
                event.put(name, value.asText() + "?");
            }
        }));
    }

    /** Changes the document by one fault. An event always has one: every event's time is required. */
    void add(JsonBytes value, SplitMix64 random) {
        try {
            ObjectNode event = (ObjectNode) JSON.readTree(value.array(), 0, value.length());
            int first = random.below(faults.size());
            for (int i = 0; i < faults.size(); i++) {
                Fault fault = faults.get((first + i) % faults.size());
                if (event.has(fault.field())) {
                    fault.change().accept(event, fault.field());
                    break;
                }
            }
            value.clear().raw(JSON.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot inject a fault into an event that is not JSON: " + value, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
