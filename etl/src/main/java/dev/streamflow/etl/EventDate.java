package dev.streamflow.etl;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.streamflow.etl.clean.LandedSchema;
import java.time.LocalDate;
import java.util.Collection;
import org.apache.spark.sql.Column;

/**
 * Conditions over event dates. Spark writes a single date into the code that it generates and compiles, so that each date would have
 * code of its own; an array is handed to it, and all dates share the code.
 */
final class EventDate {
    private EventDate() {}

    static Column list(Collection<LocalDate> dates) {
        return array(dates.stream().map(date -> lit(date)).toArray(Column[]::new));
    }

    /** Whether the row's event date is one of these. */
    static Column isOneOf(Collection<LocalDate> dates) {
        return array_contains(list(dates), col(LandedSchema.EVENT_DATE));
    }
}
