package dev.streamflow.streaming.windows;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The events of a quarter of an hour, UTC, that have the same dimensions.
 *
 * @param sums a {@link BigDecimal} or {@link Double} each, or null where no event has a value
 */
record Pane(Key key, long events, List<Object> sums) {
    /** How long it is: windows move on by that. */
    static final Duration LENGTH = Duration.ofMinutes(15);

    /** What distinguishes it. */
    record Key(Instant start, List<Object> dimensions) {
        Key {
            requireNonNull(start, "start is null");
            dimensions = unmodifiable(dimensions);
        }

        Key at(Instant other) {
            return new Key(other, dimensions);
        }
    }

    Pane {
        requireNonNull(key, "key is null");
        sums = unmodifiable(sums);
    }

    /** Reads a row of {@link WindowTable#paneType}. */
    static Pane of(Row row, int dimensions) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= dimensions; i++) {
            values.add(row.get(i));
        }
        List<Object> sums = new ArrayList<>();
        for (int i = dimensions + 2; i < row.size(); i++) {
            sums.add(row.get(i));
        }
        return new Pane(new Key(row.getInstant(0), values), row.getLong(dimensions + 1), sums);
    }

    /** Both together, under the first one's key. */
    static Pane add(Pane one, Pane other) {
        List<Object> sums = new ArrayList<>();
        for (int i = 0; i < one.sums.size(); i++) {
            sums.add(add(one.sums.get(i), other.sums.get(i)));
        }
        return new Pane(one.key, one.events + other.events, sums);
    }

    private static Object add(Object one, Object other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one instanceof BigDecimal exact
                ? exact.add((BigDecimal) other)
                : (Object) ((Double) one + (Double) other);
    }

    Pane at(Instant start) {
        return new Pane(key.at(start), events, sums);
    }

    /** A row of {@link WindowTable#paneType}. */
    Row row() {
        return RowFactory.create(values(List.of(key.start())).toArray());
    }

    /** The cells of a row: those given, then the dimensions, events and sums. */
    List<Object> values(List<?> first) {
        List<Object> cells = new ArrayList<>(first);
        cells.addAll(key.dimensions());
        cells.add(events);
        cells.addAll(sums);
        return cells;
    }

    /** {@link List#copyOf} takes no nulls. */
    private static List<Object> unmodifiable(List<Object> values) {
        return Collections.unmodifiableList(Arrays.asList(values.toArray()));
    }
}
