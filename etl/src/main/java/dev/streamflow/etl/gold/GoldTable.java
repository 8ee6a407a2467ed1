package dev.streamflow.etl.gold;

import dev.streamflow.etl.silver.Silver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A table of gold, computed from silver, each date by itself. One class per table. */
public interface GoldTable {
    /** The class's name in snake case. */
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The topics it reads; a date on which one of them has not landed has no rows of it. */
    Set<String> topics();

    /** The columns that, with the date, identify a row. */
    List<String> grain();

    /** The columns beside the date and the grain, in their order, and how each adds up. */
    List<GoldColumn> columns();

    /** The columns that rows are ordered by within their date. */
    default List<String> order() {
        return grain();
    }

    /** The columns that may be null; a null in any other fails the audit. */
    default Set<String> nullable() {
        return Set.of();
    }

    /** The column whose sum over a date must equal the revenue of silver, if there is one. */
    default Optional<Column> revenue() {
        return Optional.empty();
    }

    /** The rows of every date of silver, {@code event_date} first. */
    Dataset<Row> of(Silver silver);
}
