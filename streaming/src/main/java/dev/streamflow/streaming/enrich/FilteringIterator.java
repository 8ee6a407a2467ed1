package dev.streamflow.streaming.enrich;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/** The rows for which a condition holds, each as soon as it is there. */
final class FilteringIterator implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final Predicate<Row> condition;
    private Row next;

    FilteringIterator(Iterator<Row> rows, Predicate<Row> condition) {
        this.rows = rows;
        this.condition = condition;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            Row row = rows.next();
            next = condition.test(row) ? row : null;
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }
}
