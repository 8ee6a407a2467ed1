package dev.streamflow.etl;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.lake.Audit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is counted of a gold table while it is written, and the checks that follow from it. */
final class TableFigures {
    /** Of the rows with one key, which this is: 1 for all of them, where the grain holds. */
    static final String COPY = "_copy";

    private static final int SHOWN = 5;

    private final GoldTable table;
    private final List<LocalDate> dates;
    private final Figures figures;
    private final Column isCopy = col(COPY).gt(1);
    private final Column hasNull;
    private List<Row> faulty = List.of();

    /** @param columns of the table */
    TableFigures(GoldTable table, String[] columns, List<LocalDate> dates) {
        this.table = table;
        this.dates = List.copyOf(dates);
        this.hasNull = Stream.of(columns)
                .filter(name -> !table.nullable().contains(name))
                .map(name -> col(name).isNull())
                .reduce(Column::or)
                .orElse(lit(false));
        this.figures = new Figures(dates)
                .count("rows", lit(true))
                .count("copies", isCopy)
                .count("nulls", hasNull);
        table.revenue().ifPresent(amount -> figures.sum("revenue", amount));
    }

    /** @param rows with {@link #COPY} */
    Dataset<Row> of(Dataset<Row> rows) {
        return figures.of(rows);
    }

    /** Looks up some of the rows that break a check, where there are any. */
    void complete(Dataset<Row> rows) {
        if (dates.stream().anyMatch(date -> figures.count("copies", date) + figures.count("nulls", date) > 0)) {
            faulty = rows.where(isCopy.or(hasNull)).limit(SHOWN).collectAsList();
        }
    }

    long rows(LocalDate date) {
        return figures.count("rows", date);
    }

    boolean has(LocalDate date) {
        return dates.contains(date);
    }

    /** @param silverRevenue what the date's revenue in silver is */
    List<Audit> audits(LocalDate date, String silverRevenue) {
        List<Audit> audits = new ArrayList<>();
        audits.add(none("no key is there twice", figures.count("copies", date)));
        audits.add(none("no value is missing", figures.count("nulls", date)));
        if (table.revenue().isPresent()) {
            audits.add(new Audit(
                    "revenue in gold is revenue in silver",
                    table.name(),
                    silverRevenue,
                    figures.amount("revenue", date)));
        }
        return audits;
    }

    private Audit none(String check, long found) {
        List<String> rows =
                found == 0 ? List.of() : faulty.stream().map(this::key).toList();
        return new Audit(check, table.name(), "0", Long.toString(found), rows);
    }

    private String key(Row row) {
        List<String> names = new ArrayList<>(List.of("event_date"));
        names.addAll(table.grain());
        return names.stream().map(name -> name + "=" + row.getAs(name)).collect(Collectors.joining(" "));
    }
}
