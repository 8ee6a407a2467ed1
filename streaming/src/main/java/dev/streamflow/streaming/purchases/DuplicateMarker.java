package dev.streamflow.streaming.purchases;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StatefulProcessor;
import org.apache.spark.sql.streaming.TTLConfig;
import org.apache.spark.sql.streaming.TimeMode;
import org.apache.spark.sql.streaming.TimerValues;
import org.apache.spark.sql.streaming.ValueState;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Marks the records whose event was there before: in the same batch, or within a time since its first record was read.
 * Unlike a watermark this drops no event for being late.
 */
final class DuplicateMarker extends StatefulProcessor<String, Row, Row> {
    private static final Comparator<Row> AS_IN_SILVER = Comparator.comparing(
                    (Row row) -> row.<java.time.Instant>getAs(PurchaseRecords.TIMESTAMP))
            .thenComparing(row -> row.<Integer>getAs(PurchaseRecords.PARTITION))
            .thenComparing(row -> row.<Long>getAs(PurchaseRecords.OFFSET));

    private final Duration remembered;
    private transient ValueState<Boolean> seen;

    /** @param remembered how long an event's id is known after its first record was read */
    DuplicateMarker(Duration remembered) {
        this.remembered = requireNonNull(remembered, "remembered is null");
    }

    @Override
    public void init(OutputMode output, TimeMode time) {
        seen = getHandle().getValueState("seen", Encoders.BOOLEAN(), TTLConfig.apply(remembered));
    }

    @Override
    public Iterator<Row> handleInputRows(String key, Iterator<Row> rows, TimerValues timers) {
        if (PurchaseRecords.isAlone(key)) {
            return rows;
        }
        List<Row> records = new ArrayList<>();
        rows.foreach(records::add);
        records.sort(AS_IN_SILVER);
        int first = 0;
        if (!seen.exists()) {
            seen.update(true);
            first = 1;
        }
        for (int i = first; i < records.size(); i++) {
            records.set(i, PurchaseRecords.duplicate(records.get(i)));
        }
        return CollectionConverters.asScala(records.iterator());
    }
}
