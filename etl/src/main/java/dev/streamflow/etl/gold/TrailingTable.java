package dev.streamflow.etl.gold;

import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table with columns over a trailing window of published dates. Its {@link #of} gives the columns of the date alone; what trails
 * follows from those, so publishing a date also renews the later dates that read it.
 */
public interface TrailingTable extends GoldTable {
    /** The earliest date that the given date's window reads. */
    LocalDate readsFrom(LocalDate date);

    /** The latest date whose window reads the given date. */
    LocalDate readUntil(LocalDate date);

    /** @param days rows of several dates with {@code event_date} and the columns of {@link #of}; the result has all columns */
    Dataset<Row> withTrailing(Dataset<Row> days);
}
