package dev.streamflow.etl.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.silver.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The counts of a gold table as it was written, and the checks on them. */
public final class TableAudit {
    private static final Column EVENT_DATE = col(EventDate.NAME);
    private static final String ROWS = "_rows";
    private static final String KEYS = "_keys";
    private static final String NULLS = "_nulls";
    private static final String REVENUE = "_revenue";
    private static final int SHOWN = 5;

    private final GoldTable table;
    private final Dataset<Row> keys;
    private final DateMetrics<Long> rows;
    private final DateMetrics<Long> csv;
    private final DateMetrics<Content> contents;

    /** Counted in the rows of a date. */
    private record Content(long keys, long nulls, BigDecimal revenue) {
        static final Content NONE = new Content(0, 0, BigDecimal.ZERO.setScale(2));
    }

    private TableAudit(
            GoldTable table,
            Dataset<Row> keys,
            DateMetrics<Long> rows,
            DateMetrics<Long> csv,
            DateMetrics<Content> contents) {
        this.table = table;
        this.keys = keys;
        this.rows = rows;
        this.csv = csv;
        this.contents = contents;
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
        Column hasNull = Stream.of(written.columns())
                .filter(name -> !table.nullable().contains(name))
                .map(name -> col(name).isNull())
                .reduce(Column::or)
                .orElse(lit(false));
        Column revenue = table.revenue().orElse(lit(0));
        // A date is one file, so a single task reads it back without a shuffle.
        Dataset<Row> keys = written.coalesce(1)
                .groupBy(key(table))
                .agg(
                        count(lit(1)).as(ROWS),
                        count_if(hasNull).as(NULLS),
                        Money.total(revenue).as(REVENUE));
        return new TableAudit(
                table,
                keys,
                new DateMetrics<>("rows of " + table.name(), rows),
                new DateMetrics<>("rows of the CSV file of " + table.name(), csv),
                new DateMetrics<>("keys of " + table.name(), contents(keys, rows)));
    }

    private static Column[] key(GoldTable table) {
        return Stream.concat(Stream.of(EVENT_DATE), table.grain().stream().map(name -> col(name)))
                .toArray(Column[]::new);
    }

    private static Map<LocalDate, Content> contents(Dataset<Row> keys, Map<LocalDate, Long> rows) {
        Map<LocalDate, Content> contents = new TreeMap<>();
        rows.forEach((date, count) -> {
            if (count == 0) {
                contents.put(date, Content.NONE);
            }
        });
        keys.groupBy(EVENT_DATE)
                .agg(
                        count(lit(1)).as(KEYS),
                        sum(col(NULLS)).as(NULLS),
                        Money.total(col(REVENUE)).as(REVENUE))
                .collectAsList()
                .forEach(row -> contents.put(
                        row.getLocalDate(0), new Content(row.getLong(1), row.getLong(2), row.getDecimal(3))));
        return contents;
    }

    public long rows(LocalDate date) {
        return rows.of(date);
    }

    public boolean has(LocalDate date) {
        return rows.values().containsKey(date);
    }

    /** The checks that a date's rows have to pass by themselves. */
    public List<Audit> ofRows(LocalDate date) {
        Content content = contents.of(date);
        return List.of(
                none(
                        "no key is there twice",
                        date,
                        rows(date) - content.keys(),
                        col(ROWS).gt(1)),
                none("no value is missing", date, content.nulls(), col(NULLS).gt(0)),
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

    private Audit none(String check, LocalDate date, long found, Column isFaulty) {
        return new Audit(check, table.name(), "0", Long.toString(found), found == 0 ? List.of() : some(date, isFaulty));
    }

    private List<String> some(LocalDate date, Column isFaulty) {
        return keys
                .where(EVENT_DATE.equalTo(date).and(isFaulty))
                .orderBy(key(table))
                .limit(SHOWN)
                .collectAsList()
                .stream()
                .map(this::key)
                .toList();
    }

    private String key(Row row) {
        return Stream.concat(Stream.of(EventDate.NAME), table.grain().stream())
                .map(name -> name + "=" + row.getAs(name))
                .collect(Collectors.joining(" "));
    }
}
