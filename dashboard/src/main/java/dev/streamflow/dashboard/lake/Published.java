package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A state of the lake, and the files of gold that belong to it.
 *
 * @param definitions of tables by their name; those of earlier versions have none
 */
public record Published(LakeState state, List<GoldPartition> gold, SortedMap<String, TableDefinition> definitions) {
    /** An empty lake. */
    public static final Published NOTHING = new Published(LakeState.NOTHING, List.of(), new TreeMap<>());

    public Published {
        requireNonNull(state, "state is null");
        gold = List.copyOf(gold);
        definitions = Collections.unmodifiableSortedMap(new TreeMap<>(definitions));
    }
}
