package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.engine.Sql;
import dev.streamflow.dashboard.lake.GoldPartition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Brings DuckDB's tables to what the files of gold are, within the transaction of its connection. */
final class GoldLoader {
    private static final String TIME_WITH_ZONE = "TIMESTAMP WITH TIME ZONE";

    private final Connection connection;
    private int numbers;

    GoldLoader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Loads what has changed.
     *
     * @param before what is loaded
     * @return what is loaded then
     */
    SortedMap<String, StoredTable> load(SortedMap<String, StoredTable> before, List<GoldPartition> gold)
            throws SQLException {
        Map<String, List<GoldPartition>> byTable = gold.stream()
                .filter(partition -> !partition.files().isEmpty())
                .collect(Collectors.groupingBy(GoldPartition::table, TreeMap::new, Collectors.toList()));
        SortedMap<String, StoredTable> after = new TreeMap<>();
        for (StoredTable table : before.values()) {
            if (!byTable.containsKey(table.name())) {
                execute("DROP TABLE " + table.sqlName());
            }
        }
        for (var entry : byTable.entrySet()) {
            after.put(entry.getKey(), load(before.get(entry.getKey()), entry.getKey(), entry.getValue()));
        }
        return after;
    }

    private StoredTable load(StoredTable before, String name, List<GoldPartition> partitions) throws SQLException {
        if (before == null) {
            return create(name, partitions);
        }
        SortedMap<LocalDate, String> dates = dates(partitions);
        List<GoldPartition> changed = partitions.stream()
                .filter(partition -> !partition.identity().equals(before.dates().get(partition.date())))
                .toList();
        Set<LocalDate> gone = new TreeSet<>(before.dates().keySet());
        gone.removeAll(dates.keySet());
        if (changed.isEmpty() && gone.isEmpty()) {
            return before;
        }
        List<StoredColumn> columns = changed.isEmpty() ? List.of() : columns(parquet(changed));
        if (!before.columns().containsAll(columns)) {
            execute("DROP TABLE " + before.sqlName());
            return create(name, partitions);
        }
        changed.forEach(partition -> gone.add(partition.date()));
        delete(before, gone);
        insert(before, changed, columns);
        return before.with(dates, count(before.sqlName()));
    }

    private static SortedMap<LocalDate, String> dates(List<GoldPartition> partitions) {
        SortedMap<LocalDate, String> dates = new TreeMap<>();
        partitions.forEach(partition -> dates.put(partition.date(), partition.identity()));
        return dates;
    }

    /** In one statement that names the files, for each such opens all of them. */
    private StoredTable create(String name, List<GoldPartition> partitions) throws SQLException {
        String sqlName = "gold_" + numbers++;
        execute("CREATE TABLE " + sqlName + " AS SELECT " + Table.DATE + ", * EXCLUDE (" + Table.DATE + ") FROM "
                + parquet(partitions) + " ORDER BY " + Table.DATE);
        List<StoredColumn> columns = columns(sqlName);
        for (StoredColumn column : columns) {
            if (column.type() == Column.Type.TIMESTAMP) {
                execute("ALTER TABLE " + sqlName + " ALTER " + Sql.name(column.name()) + " TYPE TIMESTAMP USING "
                        + selected(column));
            }
        }
        return new StoredTable(name, sqlName, columns, dates(partitions), count(sqlName));
    }

    private void delete(StoredTable table, Set<LocalDate> dates) throws SQLException {
        execute(dates.stream()
                .map(date -> "DATE " + Sql.text(date.toString()))
                .collect(Collectors.joining(
                        ", ", "DELETE FROM " + table.sqlName() + " WHERE " + Table.DATE + " IN (", ")")));
    }

    /** @param there the columns that the files have; others are null */
    private void insert(StoredTable table, List<GoldPartition> partitions, List<StoredColumn> there)
            throws SQLException {
        if (partitions.isEmpty()) {
            return;
        }
        StringBuilder sql = new StringBuilder("INSERT INTO " + table.sqlName() + " (" + Table.DATE);
        there.forEach(column -> sql.append(", ").append(Sql.name(column.name())));
        sql.append(") SELECT ").append(Table.DATE);
        there.forEach(column -> sql.append(", ").append(selected(column)));
        execute(sql + " FROM " + parquet(partitions) + " ORDER BY " + Table.DATE);
    }

    /** Times are kept as UTC without saying so: what they are cast to does not depend on a time zone then. */
    private static String selected(StoredColumn column) {
        String name = Sql.name(column.name());
        return column.sqlType().equals("TIMESTAMP") ? "make_timestamp(epoch_us(" + name + "))" : name;
    }

    /** The columns of a table, or of files, which may be of different ages. */
    private List<StoredColumn> columns(String relation) throws SQLException {
        List<StoredColumn> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + relation)) {
            while (rows.next()) {
                String type = rows.getString("column_type");
                if (!rows.getString("column_name").equals(Table.DATE)) {
                    columns.add(new StoredColumn(
                            rows.getString("column_name"), type.equals(TIME_WITH_ZONE) ? "TIMESTAMP" : type));
                }
            }
        }
        return columns;
    }

    /** Newest first: its columns are in front. */
    private static String parquet(List<GoldPartition> partitions) {
        List<Path> files = partitions.stream()
                .sorted((one, other) -> other.date().compareTo(one.date()))
                .flatMap(partition -> partition.files().stream())
                .toList();
        return "read_parquet(" + Sql.files(files) + ", union_by_name = true, hive_partitioning = true,"
                + " hive_types = {'" + Table.DATE + "': DATE})";
    }

    private long count(String sqlName) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + sqlName)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
