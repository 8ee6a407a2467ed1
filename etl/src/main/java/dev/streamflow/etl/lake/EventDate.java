package dev.streamflow.etl.lake;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The column {@code event_date}, a date in UTC, by which every table of the lake is partitioned. */
public final class EventDate {
    /** The column's name. */
    public static final String NAME = "event_date";

    /** How the name of a partition's folder begins. */
    static final String FOLDER_PREFIX = NAME + "=";

    private EventDate() {}

    /** The folder of a date within that of its table: {@code event_date=2026-01-31}. */
    public static String folder(LocalDate date) {
        return FOLDER_PREFIX + date;
    }

    /** The date of such a folder; empty for any other name. */
    static Optional<LocalDate> ofFolder(String name) {
        return name.startsWith(FOLDER_PREFIX) ? parse(name.substring(FOLDER_PREFIX.length())) : Optional.empty();
    }

    /** A date as names of the lake have it; empty for any other text. */
    static Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** These columns behind the date's. */
    static StructType before(StructType columns) {
        StructField date = DataTypes.createStructField(NAME, DataTypes.DateType, false);
        return DataTypes.createStructType(
                Stream.concat(Stream.of(date), Stream.of(columns.fields())).toArray(StructField[]::new));
    }

    /**
     * Whether the row's event date is one of these. Spark writes a single date into the code that it generates and
     * compiles, so that each date would have code of its own; an array is a reference, and all dates share the code.
     */
    public static Column isOneOf(Collection<LocalDate> dates) {
        return array_contains(array(dates.stream().map(date -> lit(date)).toArray(Column[]::new)), col(NAME));
    }
}
