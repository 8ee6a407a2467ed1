package dev.streamflow.etl.gold;

import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.silver.Silver;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table with columns over a trailing window of published dates. All of its columns follow from the rows of a source, which has
 * what each date contributes by itself; so publishing a date also renews the later dates that read it, without reading their silver.
 */
public interface TrailingTable extends GoldTable {
    /** The zone of the source. */
    Zone sourceZone();

    /** The table that is the source: this one, or one of silver. */
    String source();

    /** What the dates of silver contribute: rows of the source, {@code event_date} first, of its columns those that are read. */
    @Override
    Dataset<Row> of(Silver silver);

    /** The earliest date that the given date's window reads. */
    LocalDate readsFrom(LocalDate date);

    /** The latest date whose window reads the given date. */
    LocalDate readUntil(LocalDate date);

    /**
     * The table's rows, {@code event_date} first.
     *
     * @param source of the dates to make and of those that their windows read
     * @param dates one row per date to make; rows of other dates may be among the result
     */
    Dataset<Row> withTrailing(Dataset<Row> source, Dataset<Row> dates);
}
