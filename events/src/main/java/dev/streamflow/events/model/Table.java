package dev.streamflow.events.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The table of a kind of event in a database: the schema's {@code x-table}.
 *
 * @param name the schema's name unless it says otherwise
 * @param indexes the columns of each; by default the event time, and the key with the event time
 */
public record Table(String name, List<List<String>> indexes) {
    public Table {
        requireNonNull(name, "name is null");
        indexes = indexes.stream().map(List::copyOf).toList();
    }
}
