package dev.streamflow.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One property of an event.
 *
 * @param name the JSON property; {@code "[]"} for the element of an array
 * @param required whether an event without it is quarantined; an explicit {@code null} counts as absent
 * @param source the CSV column it is replayed from: {@code x-source}, else its own (dotted) name
 * @param cells how CSV cells write its values
 * @param generate how values are drawn: {@code x-generate}; empty where the type says enough
 */
public record Field(
        String name,
        FieldType type,
        boolean required,
        String description,
        Constraints constraints,
        Optional<String> source,
        CellFormat cells,
        Optional<Generate> generate) {

    public Field {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
        requireNonNull(description, "description is null");
        requireNonNull(constraints, "constraints is null");
        requireNonNull(source, "source is null");
        requireNonNull(cells, "cells is null");
        requireNonNull(generate, "generate is null");
    }
}
