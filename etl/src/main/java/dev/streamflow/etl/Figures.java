package dev.streamflow.etl;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
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
        for (int day = 1; day <= dates.size(); day++) {
            figures.add(count_if(col(DAY).equalTo(day).and(condition)).as(key(name, dates.get(day - 1))));
        }
        return this;
    }

    /** The sum of an amount over the rows of a date. */
    Figures sum(String name, Column amount) {
        for (int day = 1; day <= dates.size(); day++) {
            figures.add(Money.total(when(col(DAY).equalTo(day), amount)).as(key(name, dates.get(day - 1))));
        }
        return this;
    }

    private static String key(String name, LocalDate date) {
        return name + " " + date;
    }

    /** The rows, counted as they pass. The figures are there when a job has gone through all of them. */
    Dataset<Row> of(Dataset<Row> rows) {
        return rows.withColumn(DAY, array_position(Dates.list(dates), col(Decode.EVENT_DATE)))
                .observe(
                        observation,
                        figures.get(0),
                        figures.subList(1, figures.size()).toArray(Column[]::new))
                .drop(DAY);
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
            throw new CommandException(ExitCode.FAILURE, "Cannot wait for Spark's figures: interrupted");
        }
    }
}
