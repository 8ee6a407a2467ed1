package dev.streamflow.streaming.enrich;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/**
 * Leaves out the source records that an output has already. Spark begins a batch again that was not finished, from its
 * first offset: what was written of it lies behind that offset at the end of the two output partitions. Each task looks
 * for itself when it sees the first record of a partition, so that one that is tried again is right as well.
 */
final class SkipWritten implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final EnrichTarget target;
    private final int partitionColumn;
    private final int offsetColumn;

    /** @param partitionColumn and {@code offsetColumn}: where the rows have the record's partition and offset */
    SkipWritten(EnrichTarget target, int partitionColumn, int offsetColumn) {
        this.target = target;
        this.partitionColumn = partitionColumn;
        this.offsetColumn = offsetColumn;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Map<Integer, Roaring64Bitmap> written = new HashMap<>();
        return new FilteringIterator(rows, row -> {
            long offset = row.getLong(offsetColumn);
            return !written.computeIfAbsent(row.getInt(partitionColumn), partition -> written(partition, offset))
                    .contains(offset);
        });
    }

    private Roaring64Bitmap written(int partition, long from) {
        Roaring64Bitmap offsets = new Roaring64Bitmap();
        try (OutputTail tail = target.tail()) {
            tail.from(new TopicPartition(target.enriched(), partition), from, offsets::addLong);
            tail.from(new TopicPartition(target.rejected(), partition), from, offsets::addLong);
        }
        return offsets;
    }
}
