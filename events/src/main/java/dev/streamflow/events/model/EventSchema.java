package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One kind of event, as {@code schemas/<name>.json} describes it.
 *
 * @param name the file's name without {@code .json}; also the topic's name unless {@code x-topic} says otherwise
 * @param fields the properties in the order of the document
 * @param id the fields that identify an event ({@code x-id}); empty: only redelivered Kafka records are duplicates
 * @param rules {@code x-rules}, in the order of the document
 * @param derived {@code x-derived}: fields whose value is an expression over other, required, fields
 * @param document the JSON text it was read from, for readers on other machines: {@code SchemaReader.parse}
 * @param table its table in a database
 * @param simulation {@code x-simulation}: the producer's simulation this event comes from, instead of
 *     {@code x-generate}
 */
public record EventSchema(
        String name,
        String description,
        List<Field> fields,
        Topic topic,
        List<String> id,
        EventTime eventTime,
        List<Rule> rules,
        List<Derived> derived,
        Optional<Aggregate> aggregate,
        Table table,
        Optional<String> simulation,
        String document) {

    public EventSchema {
        requireNonNull(name, "name is null");
        requireNonNull(description, "description is null");
        requireNonNull(topic, "topic is null");
        requireNonNull(eventTime, "eventTime is null");
        requireNonNull(aggregate, "aggregate is null");
        requireNonNull(table, "table is null");
        requireNonNull(simulation, "simulation is null");
        requireNonNull(document, "document is null");
        fields = List.copyOf(fields);
        id = List.copyOf(id);
        rules = List.copyOf(rules);
        derived = List.copyOf(derived);
    }

    /** The top-level field of that name. */
    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }
}
