package dev.streamflow.etl.audit;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.GoldFigures;
import dev.streamflow.etl.ledger.Audit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The counts of a gold table as it was written, and the checks on them. */
public final class TableAudit {
    private final GoldTable table;
    private final DateMetrics<Long> rows;
    private final DateMetrics<GoldFigures> figures;

    private TableAudit(GoldTable table, DateMetrics<Long> rows, DateMetrics<GoldFigures> figures) {
        this.table = table;
        this.rows = rows;
        this.figures = figures;
    }

    /**
     * The audit of a table.
     *
     * @param rows of each date, as the Parquet files say
     * @param figures what was counted while they were written; of a date without rows there need be none
     */
    public static TableAudit of(GoldTable table, Map<LocalDate, Long> rows, Map<LocalDate, GoldFigures> figures) {
        Map<LocalDate, GoldFigures> all = new TreeMap<>(figures);
        rows.forEach((date, count) -> {
            if (count == 0) {
                all.putIfAbsent(date, GoldFigures.NONE);
            }
        });
        return new TableAudit(
                table,
                new DateMetrics<>("rows of " + table.name(), rows),
                new DateMetrics<>("keys of " + table.name(), all));
    }

    public long rows(LocalDate date) {
        return rows.of(date);
    }

    public boolean has(LocalDate date) {
        return rows.values().containsKey(date);
    }

    /** The checks that a date's rows have to pass by themselves. */
    public List<Audit> ofRows(LocalDate date) {
        GoldFigures found = figures.of(date);
        return List.of(
                none("no key is there twice", rows(date) - found.keys(), found.repeated()),
                none("no value is missing", found.nulls(), found.incomplete()),
                new Audit("rows of the CSV file are rows of the table", table.name(), rows(date), found.csv()));
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
                    figures.of(date).revenue().toPlainString()));
        }
        return audits;
    }

    private Audit none(String check, long found, List<String> examples) {
        return new Audit(check, table.name(), "0", Long.toString(found), examples);
    }
}
