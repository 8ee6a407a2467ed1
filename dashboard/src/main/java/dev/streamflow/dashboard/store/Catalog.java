package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.lake.Published;
import dev.streamflow.dashboard.lake.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is loaded at one moment: a state of the lake, and its tables by their names. */
record Catalog(
        LakeState state, SortedMap<String, StoredTable> stored, SortedMap<String, Table> tables, Courses courses) {
    static final Catalog EMPTY = new Catalog(LakeState.NOTHING, new TreeMap<>(), new TreeMap<>(), new Courses());

    /** @param showRows whether columns of persons are shown */
    static Catalog of(Published published, SortedMap<String, StoredTable> stored, boolean showRows) {
        SortedMap<String, Table> tables = new TreeMap<>();
        stored.forEach((name, table) -> tables.put(
                name, table(table, Optional.ofNullable(published.definitions().get(name)), showRows)));
        return new Catalog(published.state(), stored, tables, new Courses());
    }

    private static Table table(StoredTable stored, Optional<TableDefinition> definition, boolean showRows) {
        List<Column> columns = Declarations.columns(stored.name(), stored.columns(), definition);
        List<Column> shown = columns.stream()
                .filter(column -> showRows || !Personal.is(column.name()))
                .toList();
        return new Table(
                stored.name(),
                shown,
                Declarations.grain(stored.name(), columns),
                new TreeSet<>(stored.dates().keySet()),
                stored.rows());
    }
}
