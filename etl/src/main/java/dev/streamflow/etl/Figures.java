package dev.streamflow.etl;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.etl.clean.Decode;
import dev.streamflow.etl.gold.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Figures of each event date that are counted while rows are written, without a job of their own. */
final class Figures {
    private static final String DAY = "_day";

    private final Observation observation = new Observation();
    private final List<LocalDate> dates;
    private final List<Column> figures = new ArrayList<>();

    Figures(Collection<LocalDate> dates) {
        this.dates = List.copyOf(dates);
    }

    /** How many rows of a date the condition holds for. */
    Figures count(String name, Column condition) {
        // Not count_if, which Spark turns into one more pass over the row.
        dates.forEach(date ->
                figures.add(functions.count(when(isOf(date).and(condition), 1)).as(key(name, date))));
        return this;
    }

    /** The sum of an amount over the rows of a date. */
    Figures sum(String name, Column amount) {
        dates.forEach(date -> figures.add(Money.total(when(isOf(date), amount)).as(key(name, date))));
        return this;
    }

    private Column isOf(LocalDate date) {
        return isOnlyDate() ? lit(true) : col(DAY).equalTo(dates.indexOf(date) + 1);
    }

    /** Then all rows are of it, and need no column that would have to be taken away again. */
    private boolean isOnlyDate() {
        return dates.size() == 1;
    }

    private static String key(String name, LocalDate date) {
        return name + " " + date;
    }

    /**
     * The rows, counted as they pass. The figures are there when a job has gone through all of them.
     *
     * @param rows of these dates alone
     */
    Dataset<Row> of(Dataset<Row> rows) {
        return isOnlyDate() ? observed(rows) : observed(withDay(rows)).drop(DAY);
    }

    private Dataset<Row> withDay(Dataset<Row> rows) {
        return rows.withColumn(DAY, array_position(Dates.list(dates), col(Decode.EVENT_DATE)));
    }

    private Dataset<Row> observed(Dataset<Row> rows) {
        return rows.observe(
                observation, figures.get(0), figures.subList(1, figures.size()).toArray(Column[]::new));
    }

    long count(String name, LocalDate date) {
        return ((Number) values().get(key(name, date))).longValue();
    }

    /** As people write it: {@code 12.50}. */
    String amount(String name, LocalDate date) {
        return String.valueOf(values().get(key(name, date)));
    }

    private Map<String, Object> values() {
        try {
            return observation.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailedException("Cannot wait for Spark's figures: interrupted");
        }
    }
}
