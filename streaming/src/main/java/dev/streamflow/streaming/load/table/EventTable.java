package dev.streamflow.streaming.load.table;

import static java.util.Objects.requireNonNull;

import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of a kind of event in PostgreSQL: {@code id}, the columns of silver and {@code created_at}. Grain: an
 * event.
 *
 * @param name of the table
 * @param id the name of the column that the database counts
 * @param createdAt the name of the column with the time of the transaction that loaded the row
 * @param columns those of the schema, in its order
 * @param key the columns that identify an event; empty where the schema has no {@code x-id}
 * @param indexes the columns of each further index
 */
public record EventTable(
        String name,
        String id,
        String createdAt,
        List<TableColumn> columns,
        List<TableColumn> key,
        List<List<TableColumn>> indexes) {
    private static final Set<String> TAKEN = Set.of(LoadTables.LOADS, LoadTables.QUARANTINE, EventView.OF_USER_EVENTS);

    public EventTable {
        requireNonNull(name, "name is null");
        requireNonNull(id, "id is null");
        requireNonNull(createdAt, "createdAt is null");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        indexes = indexes.stream().map(List::copyOf).toList();
    }

    /** The table of a schema, under its own name. */
    public static EventTable of(EventSchema schema) {
        return of(schema, schema.table().name());
    }

    /**
     * The table of a schema.
     *
     * @throws UsageException if the name is none for a table, or another table has it
     */
    public static EventTable of(EventSchema schema, String name) {
        checkName(name);
        Set<String> taken = new HashSet<>();
        Map<String, TableColumn> bySource = new HashMap<>();
        List<TableColumn> columns = new ArrayList<>();
        for (Columns.Column column : Columns.of(schema.fields())) {
            TableColumn made = new TableColumn(
                    Identifier.column(column.name(), taken),
                    column.name(),
                    column.dotted(),
                    column.field().type(),
                    column.field().type().accept(PostgresTypes.INSTANCE),
                    column.path().size() == 1 && column.field().required());
            taken.add(made.name());
            bySource.put(column.name(), made);
            columns.add(made);
        }
        Set<List<TableColumn>> indexes = new LinkedHashSet<>();
        schema.table()
                .indexes()
                .forEach(index -> indexes.add(index.stream().map(bySource::get).toList()));
        return new EventTable(
                Identifier.shortened(name),
                Identifier.own("id", taken),
                Identifier.own("created_at", taken),
                columns,
                schema.id().stream().map(bySource::get).toList(),
                List.copyOf(indexes));
    }

    private static void checkName(String name) {
        if (name.isBlank() || name.indexOf('\0') >= 0) {
            throw new UsageException("Cannot use table \"" + name + "\": a table has a name");
        } else if (TAKEN.contains(name)) {
            throw new UsageException(
                    "Cannot use table " + name + ": the load itself keeps one of that name",
                    "--table chooses another name.");
        }
    }

    /** Its name in SQL. */
    public String quoted() {
        return Identifier.quoted(name);
    }

    /** The names of these columns in SQL, with commas. */
    public static String names(List<TableColumn> columns) {
        return columns.stream().map(column -> Identifier.quoted(column.name())).collect(Collectors.joining(", "));
    }

    /** The statements that make it. */
    List<String> definition() {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE " + quoted() + " (\n  " + Identifier.quoted(id)
                + " bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n  "
                + columns.stream().map(TableColumn::definition).collect(Collectors.joining(",\n  "))
                + ",\n  " + Identifier.quoted(createdAt) + " timestamp with time zone NOT NULL DEFAULT now())");
        if (!key.isEmpty()) {
            statements.add(keyDefinition());
        }
        indexes.forEach(index -> statements.add("CREATE INDEX ON " + quoted() + " (" + names(index) + ")"));
        return statements;
    }

    /**
     * Each event once: rows whose ids are all absent are events of their own, and of several ids an absent one counts
     * as a value, as the ETL has it.
     */
    String keyDefinition() {
        String unique = "CREATE UNIQUE INDEX ON " + quoted() + " (" + names(key) + ")";
        if (key.size() == 1 || key.stream().allMatch(TableColumn::isRequired)) {
            return unique;
        }
        String nulls = unique + " NULLS NOT DISTINCT";
        return key.stream().anyMatch(TableColumn::isRequired)
                ? nulls
                : nulls + " WHERE "
                        + key.stream()
                                .map(column -> Identifier.quoted(column.name()) + " IS NOT NULL")
                                .collect(Collectors.joining(" OR "));
    }

    /** The columns of each index that has text, which may be too long for it. */
    public List<List<TableColumn>> textIndexes() {
        List<List<TableColumn>> all = new ArrayList<>(indexes);
        all.add(key);
        return all.stream()
                .map(index -> index.stream().filter(TableColumn::isText).toList())
                .filter(index -> !index.isEmpty())
                .distinct()
                .toList();
    }
}
