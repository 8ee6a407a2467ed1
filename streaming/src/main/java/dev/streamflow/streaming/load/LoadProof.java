package dev.streamflow.streaming.load;

import dev.streamflow.streaming.load.table.EventTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table compared with its entries in {@code loads}, as one moment shows them.
 *
 * @param rows of the table
 * @param inserted the sum of what its loads inserted
 * @param quarantine rows of its loads in quarantine
 * @param quarantined the sum of what its loads quarantined
 * @param findings what differs, load by load; empty where nothing does
 */
record LoadProof(
        String table,
        long loads,
        long refused,
        long rows,
        long inserted,
        long duplicates,
        long quarantine,
        long quarantined,
        List<String> findings) {
    private static final int MOST = 20;

    private static final String SUMS = """
            SELECT count(*) FILTER (WHERE state = 'loaded'), count(*) FILTER (WHERE state = 'refused'),
                   coalesce(sum(inserted), 0), coalesce(sum(duplicates), 0), coalesce(sum(quarantined), 0)
            FROM loads WHERE table_name = ?""";

    private static final String QUARANTINE =
            "SELECT count(*) FROM quarantine q JOIN loads l ON l.id = q.load_id WHERE l.table_name = ?";

    /** A load's rows have its time: both are that of the transaction. Two loads may share one. */
    private static final String DIFFERENCES = """
            SELECT coalesce(l.loaded_at, t.created_at)::text, l.files, coalesce(l.inserted, 0), coalesce(t.rows, 0)
            FROM (SELECT loaded_at, string_agg(file, ', ') AS files, sum(inserted) AS inserted
                  FROM loads WHERE table_name = ? GROUP BY loaded_at) l
            FULL JOIN (SELECT :created_at AS created_at, count(*) AS rows FROM :table GROUP BY 1) t ON t.created_at = l.loaded_at
            WHERE coalesce(l.inserted, 0) <> coalesce(t.rows, 0)
            ORDER BY 1 LIMIT""";

    private static final String QUARANTINE_DIFFERENCES = """
            SELECT l.file, l.quarantined, count(q.load_id) FROM loads l LEFT JOIN quarantine q ON q.load_id = l.id
            WHERE l.table_name = ? GROUP BY l.id HAVING l.quarantined <> count(q.load_id) ORDER BY 1 LIMIT""";

    LoadProof {
        findings = List.copyOf(findings);
    }

    static LoadProof read(Connection connection, EventTable table) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        long[] sums = numbers(connection, SUMS, table.name(), 5);
        long rows = numbers(connection, "SELECT count(*), ?::text FROM " + table.quoted(), table.name(), 1)[0];
        long quarantine = numbers(connection, QUARANTINE, table.name(), 1)[0];
        List<String> findings = new ArrayList<>();
        findings.addAll(rows(connection, table));
        findings.addAll(quarantine(connection, table));
        connection.rollback();
        return new LoadProof(table.name(), sums[0], sums[1], rows, sums[2], sums[3], quarantine, sums[4], findings);
    }

    private static long[] numbers(Connection connection, String sql, String table, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long[] numbers = new long[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = row.getLong(i + 1);
                }
                return numbers;
            }
        }
    }

    private static List<String> rows(Connection connection, EventTable table) throws SQLException {
        String sql =
                DIFFERENCES
                                .replace(":created_at", "\"" + table.createdAt() + "\"")
                                .replace(":table", table.quoted()) + " " + MOST;
        List<String> findings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String files = row.getString(2);
                    findings.add((files == null ? "no load" : files) + " at " + row.getString(1) + ": " + row.getLong(3)
                            + " rows were inserted, " + row.getLong(4) + " are there");
                }
            }
        }
        return findings;
    }

    private static List<String> quarantine(Connection connection, EventTable table) throws SQLException {
        List<String> findings = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUARANTINE_DIFFERENCES + " " + MOST)) {
            statement.setString(1, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    findings.add(row.getString(1) + ": " + row.getLong(2) + " rows were quarantined, " + row.getLong(3)
                            + " are there");
                }
            }
        }
        return findings;
    }

    String expected() {
        return inserted + " rows and " + quarantined + " in quarantine, the sums of " + loads + " loads";
    }

    String found() {
        return rows + " rows and " + quarantine + " in quarantine";
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("table", table);
        figures.put("rows", rows);
        figures.put("inserted", inserted);
        figures.put("duplicates", duplicates);
        figures.put("quarantined", quarantined);
        figures.put("quarantine", quarantine);
        figures.put("loads", loads);
        figures.put("refused", refused);
        return figures;
    }
}
