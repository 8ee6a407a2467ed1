package dev.streamflow.streaming.windows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** All panes that are kept, one for each start and combination of dimensions. Immutable. */
final class Panes {
    static final Panes NONE = new Panes(Map.of());
    /** Of the newest events, so much is shown. */
    static final Duration SHOWN = Duration.ofDays(2);

    private static final int PANES_OF_A_WINDOW = 4;
    private static final Duration WINDOW = Pane.LENGTH.multipliedBy(PANES_OF_A_WINDOW);
    private static final Comparator<Pane> ORDER = Comparator.comparing(
                    (Pane pane) -> pane.key().start())
            .thenComparing(pane -> pane.key().dimensions().toString());

    private final Map<Pane.Key, Pane> panes;

    private Panes(Map<Pane.Key, Pane> panes) {
        this.panes = panes;
    }

    static Panes of(Collection<Pane> panes) {
        return NONE.with(panes);
    }

    /** These, and instead of those with the same key the ones given. */
    Panes with(Collection<Pane> changed) {
        Map<Pane.Key, Pane> all = new HashMap<>(panes);
        changed.forEach(pane -> all.put(pane.key(), pane));
        return new Panes(Collections.unmodifiableMap(all));
    }

    /** How many more events the changed panes have than these. */
    long added(Collection<Pane> changed) {
        return changed.stream()
                .mapToLong(pane -> pane.events()
                        - Optional.ofNullable(panes.get(pane.key()))
                                .map(Pane::events)
                                .orElse(0L))
                .sum();
    }

    /** Those of the windows that are shown, and those that may still change. */
    Panes kept(Instant watermark) {
        Instant shown = end().minus(SHOWN).minus(WINDOW);
        Instant open = watermark.minus(Pane.LENGTH);
        Instant first = open.isBefore(shown) ? open : shown;
        Map<Pane.Key, Pane> kept = new HashMap<>(panes);
        kept.keySet().removeIf(key -> key.start().isBefore(first));
        return new Panes(Collections.unmodifiableMap(kept));
    }

    private Instant end() {
        return panes.keySet().stream()
                .map(Pane.Key::start)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH)
                .plus(Pane.LENGTH);
    }

    /** Rows of {@link WindowTable#paneType}, in order. */
    List<Row> rows() {
        return panes.values().stream().sorted(ORDER).map(Pane::row).toList();
    }

    /**
     * Rows of {@link WindowTable#windowType}, in order: an hour each, one for each quarter of an hour in which it
     * begins.
     *
     * @param watermark before which no event is counted any more
     */
    List<Row> windows(String query, Instant watermark, long batch) {
        Map<Pane.Key, Pane> windows = new HashMap<>();
        for (Pane pane : panes.values()) {
            for (int i = 0; i < PANES_OF_A_WINDOW; i++) {
                Pane part = pane.at(pane.key().start().minus(Pane.LENGTH.multipliedBy(i)));
                windows.merge(part.key(), part, Pane::add);
            }
        }
        Instant first = end().minus(SHOWN);
        List<Row> rows = new ArrayList<>();
        windows.values().stream().sorted(ORDER).forEach(window -> {
            Instant start = window.key().start();
            Instant end = start.plus(WINDOW);
            if (end.isAfter(first)) {
                List<Object> cells = window.values(List.of(query, start, end));
                cells.add(!end.isAfter(watermark));
                cells.add(batch);
                rows.add(RowFactory.create(cells.toArray()));
            }
        });
        return rows;
    }
}
