package dev.streamflow.etl.audit;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.ledger.Audit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The counts of a gold table as it was written, and the checks on them. */
public final class TableAudit {
    private final GoldTable table;
    private final KeyCounts keys;
    private final DateMetrics<Long> rows;
    private final DateMetrics<Long> csv;
    private final DateMetrics<KeyCounts.OfDate> contents;

    private TableAudit(GoldTable table, KeyCounts keys, DateMetrics<Long> rows, DateMetrics<Long> csv) {
        this.table = table;
        this.keys = keys;
        this.rows = rows;
        this.csv = csv;
        this.contents = new DateMetrics<>("keys of " + table.name(), keys.byDate(rows.values()));
    }

    /**
     * Counts a table by reading it back.
     *
     * @param written its rows
     * @param rows of each date, as the files say
     * @param csv the rows of each date's CSV file
     */
    public static TableAudit of(
            GoldTable table, Dataset<Row> written, Map<LocalDate, Long> rows, Map<LocalDate, Long> csv) {
        return new TableAudit(
                table,
                KeyCounts.of(table, written),
                new DateMetrics<>("rows of " + table.name(), rows),
                new DateMetrics<>("rows of the CSV file of " + table.name(), csv));
    }

    public long rows(LocalDate date) {
        return rows.of(date);
    }

    public boolean has(LocalDate date) {
        return rows.values().containsKey(date);
    }

    /** The checks that a date's rows have to pass by themselves. */
    public List<Audit> ofRows(LocalDate date) {
        KeyCounts.OfDate content = contents.of(date);
        return List.of(
                none("no key is there twice", rows(date) - content.keys(), () -> keys.repeated(date)),
                none("no value is missing", content.nulls(), () -> keys.withNulls(date)),
                new Audit("rows of the CSV file are rows of the table", table.name(), rows(date), csv.of(date)));
    }

    /**
     * The checks of a date by itself, and against silver.
     *
     * @param revenue the date's, in silver; has a value if the table has a revenue
     */
    public List<Audit> againstSilver(LocalDate date, Optional<BigDecimal> revenue) {
        List<Audit> audits = new ArrayList<>(ofRows(date));
        if (table.revenue().isPresent()) {
            audits.add(new Audit(
                    "revenue in gold is revenue in silver",
                    table.name(),
                    revenue.orElseThrow().toPlainString(),
                    contents.of(date).revenue().toPlainString()));
        }
        return audits;
    }

    private Audit none(String check, long found, Supplier<List<String>> examples) {
        return new Audit(check, table.name(), "0", Long.toString(found), found == 0 ? List.of() : examples.get());
    }
}
