package dev.streamflow.dashboard.live;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.store.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The event dates of live queries, beside what batch has published of them: of a query over topic {@code sales} the
 * figures of {@code daily_sales}.
 */
public final class LiveDays {
    private final LiveStore live;
    private final Optional<Store> batch;

    /** @param batch empty where batch is not shown */
    public LiveDays(LiveStore live, Optional<Store> batch) {
        this.live = live;
        this.batch = batch;
    }

    /** The newest date first. */
    public List<LiveDay> of(LiveTable table) {
        List<LiveDay> days = live.days(table.query());
        Optional<String> gold = gold(table);
        return batch.isEmpty() || gold.isEmpty()
                ? days
                : batch.get()
                        .read(view -> days.stream()
                                .map(day -> published(view, gold.get(), table, day))
                                .toList());
    }

    /** The gold table of the query's topic; empty as long as the query has not said what it reads. */
    public Optional<String> gold(LiveTable table) {
        return live.queries().stream()
                .filter(health -> health.query().equals(table.query()))
                .findFirst()
                .flatMap(QueryHealth::topic)
                .map(topic -> "daily_" + topic);
    }

    private static LiveDay published(View view, String gold, LiveTable table, LiveDay day) {
        Optional<DateState> state = view.lake().date(day.date()).filter(DateState::isPublished);
        Optional<Table> loaded = view.tables().stream()
                .filter(one -> one.name().equals(gold) && one.dates().contains(day.date()))
                .findFirst();
        if (state.isEmpty() || loaded.isEmpty()) {
            return day;
        }
        List<BigDecimal> figures = new ArrayList<>();
        for (String figure : table.figures()) {
            figures.add(
                    loaded.get().has(figure)
                            ? view.total(gold, Figure.sum(figure), new Range(day.date(), day.date()), List.of())
                            : null);
        }
        return day.published(state.get().status(), figures);
    }

    /** Another text after each change of either side. */
    public String version() {
        return live.version() + batch.map(store -> "+" + store.current().tag()).orElse("");
    }

    /** Tells of each change of either side. */
    void onChange(Runnable listener) {
        live.onChange(changed -> listener.run());
        batch.ifPresent(store -> store.onChange(changed -> listener.run()));
    }
}
