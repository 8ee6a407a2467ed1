package dev.streamflow.etl.gold;

import dev.streamflow.etl.lake.Zone;
import dev.streamflow.etl.silver.Silver;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table with columns over a trailing window of published dates. All columns are computed from a source, which holds
 * each date's own contribution; so publishing a date also renews the later dates that read it, without reading their
 * silver.
 */
public interface TrailingTable extends GoldTable {
    /** The zone of the source. */
    Zone sourceZone();

    /** The name of the source: this table, or one of silver. */
    String source();

    /**
     * This batch's contribution to the source: {@code event_date}, then the columns that {@link #withTrailing} reads.
     */
    @Override
    Dataset<Row> of(Silver silver);

    /** The earliest date that the given date's window reads. */
    LocalDate readsFrom(LocalDate date);

    /** The latest date whose window reads the given date. */
    LocalDate readUntil(LocalDate date);

    /**
     * The table's rows, {@code event_date} first.
     *
     * @param source rows of the dates to make, and of those that their windows read
     * @param dates one row per date to make; rows of other dates may be among the result
     */
    Dataset<Row> withTrailing(Dataset<Row> source, Dataset<Row> dates);
}
