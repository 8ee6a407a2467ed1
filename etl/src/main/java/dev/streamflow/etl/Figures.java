package dev.streamflow.etl;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.ExitCode;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;

/** Figures that are counted while rows are written, without a job of their own. */
final class Figures {
    private final Observation observation = new Observation();

    /** The rows, counted as they pass. The figures are there when a job has gone through all of them. */
    Dataset<Row> of(Dataset<Row> rows, Column first, Column... more) {
        return rows.observe(observation, first, more);
    }

    long count(String name) {
        return ((Number) values().get(name)).longValue();
    }

    /** As people write it: {@code 12.50}; {@code null} where it has no value. */
    String text(String name) {
        return String.valueOf(values().get(name));
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
