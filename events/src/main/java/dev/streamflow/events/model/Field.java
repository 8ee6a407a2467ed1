package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One property of an event.
 *
 * @param name the JSON property; {@code "[]"} for the element of an array
 * @param required whether an event without it is quarantined; an explicit {@code null} counts as absent
 * @param source {@code x-source}: what its CSV column and its JSON key are called where others write them; see
 *     {@link #keys}
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

    /**
     * The JSON keys that hold it: its {@code x-source}, then its name, as which Streamflow writes it itself. Where a
     * record has both, the first one counts.
     */
    public List<String> keys() {
        return source.filter(key -> !key.equals(name))
                .map(key -> List.of(key, name))
                .orElse(List.of(name));
    }
}
