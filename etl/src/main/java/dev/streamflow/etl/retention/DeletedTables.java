package dev.streamflow.etl.retention;

import dev.streamflow.etl.lake.TableDate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has left the tables of a lake, or would leave them.
 *
 * @param publication the one that left it out; null where there is nothing
 * @param dates ascending
 * @param tables by zone and table
 * @param files of all tables, and their {@code bytes}
 */
public record DeletedTables(
        Long publication, List<LocalDate> dates, List<DeletedTable> tables, long files, long bytes) {
    /** @param dates how many */
    public record DeletedTable(String zone, String table, long dates, long files, long bytes) {}

    public DeletedTables {
        dates = List.copyOf(dates);
        tables = List.copyOf(tables);
    }

    static DeletedTables of(long publication, List<TableDate> all) {
        Map<String, List<TableDate>> byTable = new LinkedHashMap<>();
        all.forEach(one -> byTable.computeIfAbsent(one.zone() + "/" + one.table(), name -> new ArrayList<>())
                .add(one));
        return new DeletedTables(
                all.isEmpty() ? null : publication,
                all.stream().map(TableDate::date).sorted().distinct().toList(),
                byTable.values().stream().map(DeletedTables::table).toList(),
                files(all),
                bytes(all));
    }

    private static DeletedTable table(List<TableDate> dates) {
        TableDate first = dates.get(0);
        long days = dates.stream().map(TableDate::date).distinct().count();
        return new DeletedTable(first.zone(), first.table(), days, files(dates), bytes(dates));
    }

    private static long files(List<TableDate> dates) {
        return dates.stream().mapToLong(TableDate::files).sum();
    }

    private static long bytes(List<TableDate> dates) {
        return dates.stream().mapToLong(TableDate::bytes).sum();
    }

    boolean isNothing() {
        return publication == null;
    }
}
