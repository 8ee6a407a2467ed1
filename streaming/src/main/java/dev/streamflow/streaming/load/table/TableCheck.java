package dev.streamflow.streaming.load.table;

import dev.streamflow.cli.UsageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a table that is there is the one that is wanted. */
final class TableCheck {
    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, atttypmod)
            FROM pg_attribute
            WHERE attrelid = (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                              WHERE relname = ? AND nspname = current_schema())
              AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum""";

    private static final String UNIQUE = """
            SELECT 1 FROM pg_index i
            WHERE i.indrelid = (SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                                WHERE relname = ? AND nspname = current_schema())
              AND i.indisunique AND i.indisvalid
              AND (SELECT array_agg(a.attname::text ORDER BY k.position)
                   FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (number, position)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) = ?""";

    private final Connection connection;

    TableCheck(Connection connection) {
        this.connection = connection;
    }

    /** Whether there is anything of that name where tables are made. */
    boolean exists(String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE relname = ? AND nspname = current_schema()")) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    /** @throws UsageException naming each column that differs, and what to do */
    void check(EventTable table) throws SQLException {
        List<String> expected = new ArrayList<>();
        expected.add(table.id() + " bigint");
        table.columns().forEach(column -> expected.add(column.name() + " " + column.postgresType()));
        expected.add(table.createdAt() + " timestamp with time zone");
        columns(
                table.name(),
                expected,
                "Rename or drop it and it is made anew, or choose another by --table; a new optional field is added by"
                        + " ALTER TABLE " + table.quoted() + " ADD COLUMN.");
        if (!table.key().isEmpty() && !isUnique(table)) {
            throw new UsageException(
                    "Cannot load into table " + table.name() + ": it lacks the unique index that keeps each event once",
                    "Make it by " + table.keyDefinition() + ";");
        }
    }

    /** @param expected name and type of each, in any order */
    void columns(String name, List<String> expected, String remedy) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        List<String> differences = new ArrayList<>();
        for (String column : expected) {
            String wanted = column.substring(0, column.indexOf(' '));
            String type = column.substring(column.indexOf(' ') + 1);
            String is = found.remove(wanted);
            if (is == null) {
                differences.add("column " + wanted + " " + type + " is missing");
            } else if (!is.equals(type)) {
                differences.add("column " + wanted + " is " + is + ", not " + type);
            }
        }
        found.forEach((column, type) -> differences.add("column " + column + " " + type + " is not the schema's"));
        if (!differences.isEmpty()) {
            throw new UsageException(
                    "Cannot load into table " + name + ": it is not as the schema has it: "
                            + String.join("; ", differences),
                    remedy);
        }
    }

    private boolean isUnique(EventTable table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
            statement.setString(1, table.name());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", table.key().stream().map(TableColumn::name).toArray()));
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }
}
