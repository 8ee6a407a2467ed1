package dev.streamflow.etl.gold;

import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.GoldRules;
import dev.streamflow.etl.silver.Silver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
    default Optional<String> revenue() {
        return Optional.empty();
    }

    /** What rows with these columns have to be. */
    default GoldRules rules(List<String> columns) {
        List<String> required = columns.stream()
                .filter(name -> !name.equals(EventDate.NAME) && !nullable().contains(name))
                .toList();
        return new GoldRules(order(), grain(), required, revenue().orElse(null));
    }

    /** The rows of every date of silver, {@code event_date} first. */
    Dataset<Row> of(Silver silver);
}
